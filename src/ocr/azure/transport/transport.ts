/** A request to one service. It holds no credentials; they are added when it is sent. */
export interface ServiceRequest {
  readonly method: string;
  /** Absolute URL on the origin of the service's endpoint. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface ServiceResponse {
  readonly status: number;
  /** Names in lower case; repeated headers are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends one request and returns its response, whatever the status; no retry, no redirect. */
export interface Transport {
  /**
   * @throws RetryableError when no complete response arrived
   * @throws the signal's reason, at once, when it is aborted
   */
  send(request: ServiceRequest, signal: AbortSignal): Promise<ServiceResponse>;
  /** Closes all connections; a second call does nothing. */
  close(): Promise<void>;
}
