const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes in powers of 1000: `812 B`, `1.3 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let index = 0;
  while (value >= 999.5 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  const digits = index > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[index]}`;
}
