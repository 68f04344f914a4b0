import type { HeaderLookup } from '../../flow/retry-after.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH';

export interface RestRequest {
  readonly method: Method;
  /** Absolute. */
  readonly url: string;
  /** Whom the bearer token is for, for example `https://management.azure.com`; null sends none. */
  readonly audience: string | null;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; bytes are sent as they are. */
  readonly body?: unknown;
  /** What is done, for errors: `Workspace 'ws' cannot be read`. */
  readonly failing: string;
  /** The role that allows it, for a 403. */
  readonly role: string;
  /** A file that gets the content of a good answer, instead of `RestAnswer.text`. */
  readonly saveTo?: string;
  /** Also an answer, not an error. */
  readonly accept?: readonly number[];
}

export interface RestAnswer {
  readonly status: number;
  readonly header: HeaderLookup;
  readonly text: string;
}

/** Sends one request, again where that can help, and throws where the answer is a refusal. */
export interface RestClient {
  /**
   * @throws AzureError when a person has to do something, TransientError when the tries ran out
   * @throws the signal's reason, at once, when it is aborted
   */
  send(request: RestRequest, signal: AbortSignal): Promise<RestAnswer>;
}
