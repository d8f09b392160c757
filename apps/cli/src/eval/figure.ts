/** A share, to three digits; a dash where there is none. */
export function figure(value: number | undefined): string {
  return value?.toFixed(3) ?? '–';
}
