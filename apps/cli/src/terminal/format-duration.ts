/** Seconds as a person says them: `8 s`, `1 min 05 s`, `2 h 03 min`, `3 d 04 h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(whole % 60)} s`;
  const hours = Math.round(whole / 3600);
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${twoDigits(hours % 24)} h`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
