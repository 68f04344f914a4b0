import type { HeaderLookup } from '../../flow/retry-after.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH';

export interface RestRequest {
  readonly method: Method;
  /** Absolute. */
  readonly url: string;
  /** Audience of the bearer token, for example `https://management.azure.com`; null sends none. */
  readonly audience: string | null;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; bytes are sent unchanged. */
  readonly body?: unknown;
  /** The failure, for error messages: `Workspace 'ws' cannot be read`. */
  readonly failing: string;
  /** The role that allows the request, for a 403. */
  readonly role: string;
  /** A file that gets the content of a successful response, instead of `RestResponse.text`. */
  readonly saveTo?: string;
  /** Further statuses that are returned rather than thrown. */
  readonly accept?: readonly number[];
}

export interface RestResponse {
  readonly status: number;
  readonly header: HeaderLookup;
  readonly text: string;
}

export interface RestClient {
  /**
   * @returns a 2xx response, or one that `request.accept` names
   * @throws AzureError when a person has to do something, RetryableError when a later attempt may succeed
   * @throws the signal's reason, at once, when it is aborted
   */
  send(request: RestRequest, signal: AbortSignal): Promise<RestResponse>;
}
