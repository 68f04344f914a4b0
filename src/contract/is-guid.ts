/** The source of a regular expression, case-insensitive. */
export const GUID_PATTERN = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const GUID = new RegExp(`^${GUID_PATTERN}$`, 'i');

/** `00000000-1111-2222-3333-444444444444`, in either case. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}
