/** A request to one service. It carries no credentials; they are added as it leaves. */
export interface ServiceRequest {
  readonly method: string;
  /** Absolute, on the origin of the service's endpoint. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface ServiceResponse {
  readonly status: number;
  /** Names in lower case; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** One request, one response, whatever its status; no retry, no redirect. */
export interface Transport {
  /**
   * @throws RetryableError when no complete response came
   * @throws the signal's reason, at once, when it is aborted
   */
  send(request: ServiceRequest, signal: AbortSignal): Promise<ServiceResponse>;
  /** Drops all connections; a second call does nothing. */
  close(): Promise<void>;
}
