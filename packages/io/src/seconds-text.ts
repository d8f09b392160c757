/** Seconds as ffmpeg's options take them: to the microsecond, without an exponent. */
export function secondsText(seconds: number): string {
  return seconds.toFixed(6);
}
