/** Whether a detector's name for a region, which whoever trained it chose, means a plate. */
export function isPlateTag(tag: string): boolean {
  return /plate|anpr|licen[cs]e|registration|kennzeichen/i.test(tag);
}
