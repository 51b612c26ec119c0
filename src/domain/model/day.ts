/** Days and times of day as records hold them: of the calendar and the clock, not only of their form. */

/** @param text 'YYYY-MM-DD'; '2023-02-30' has the form and is no day */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** @param text 'YYYY-MM-DDTHH:mm:ss[.sss]Z', or a day alone */
export function isDayOrInstant(text: string): boolean {
  const clock = /T(\d{2}):(\d{2}):(\d{2})(\.\d+)?Z$/.exec(text);
  if (!clock) return isDay(text);
  const [hour, minute, second] = clock.slice(1, 4).map(Number);
  const exists = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return exists && isDay(text.slice(0, clock.index));
}
