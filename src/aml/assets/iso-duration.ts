/** Seconds as an ISO 8601 duration of the smallest unit: `PT600S`. */
export const isoDuration = (seconds: number): string => `PT${seconds}S`;

/** `PT10M` as 600; null for anything else. */
export function parseSeconds(text: string): number | null {
  const match = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.0+)?S)?)?$/.exec(text);
  if (match === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
