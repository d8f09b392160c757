/** What was wrong with a camera's view, as people say it: `out of focus`. */
export function faultText(fault: string): string {
  return fault.replaceAll('-', ' ');
}
