import type { JsonObject } from '../../contract/is-record.ts';

/** A resource that the workspace should have. */
export interface DesiredResource {
  /** `Datastore 'ocr_images'` */
  readonly title: string;
  /** Its ARM id. */
  readonly id: string;
  readonly role: string;
  readonly body: JsonObject;
  /** The part of `body` that decides whether an existing resource is the same. */
  readonly identity: JsonObject;
  /** Whether another PUT can change what differs at a path. */
  readonly isMutable: (path: string) => boolean;
  /** Advice for a difference that cannot be changed. */
  readonly advice: string;
}

export const never = (): boolean => false;
export const always = (): boolean => true;
