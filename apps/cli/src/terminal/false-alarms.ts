/** A rate of false alarms, in words: `1 false alarm a day`. */
export function falseAlarms(perDay: number): string {
  return `${perDay} false ${perDay === 1 ? 'alarm' : 'alarms'} a day`;
}
