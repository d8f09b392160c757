/** A place in a video: `0:07.4`, `12:03.0`, `1:02:03.4`. Takes seconds. */
export function formatMediaTime(seconds: number): string {
  const tenths = Math.max(0, Math.round(seconds * 10));
  const whole = Math.floor(tenths / 10);
  const rest = `${String(whole % 60).padStart(2, '0')}.${tenths % 10}`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
