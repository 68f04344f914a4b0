import type { Fields } from '../../azure/rest/json-body.ts';

/** Something that the workspace is to have. */
export interface Wanted {
  /** `Datastore 'ocr_images'` */
  readonly title: string;
  /** Its ARM id. */
  readonly id: string;
  readonly role: string;
  readonly body: Fields;
  /** The part of `body` that decides whether what is there is the same. */
  readonly compared: Fields;
  /** Where a difference can be mended by another PUT; the rest of it stays as it was made. */
  readonly changeable: (path: string) => boolean;
  /** What to do about a difference that cannot be mended. */
  readonly advice: string;
}

export const nothing = (): boolean => false;
export const everything = (): boolean => true;
