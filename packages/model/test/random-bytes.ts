/** So many bytes. `random` gives numbers in [0, 1). */
export function randomBytes(length: number, random: () => number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, () => Math.floor(256 * random()));
}
