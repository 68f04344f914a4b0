/** A request that has left; its response is reported with it. */
export interface Ticket {
  readonly sentAt: number;
  readonly epoch: number;
  /** Pacing decided when it left. */
  readonly limited: boolean;
}

/** Decides when the requests of one budget may leave. Times in milliseconds of a clock that never goes back. */
export interface RateGate {
  /** Requests per second at present. */
  readonly rate: number;
  /** Since when every request has been rejected; null while some are accepted. */
  readonly rejectedSince: number | null;
  /** When the next request may leave; a time that has passed where it may leave now. */
  nextAt(now: number): number;
  /** A request leaves. */
  send(now: number): Ticket;
  accepted(ticket: Ticket, now: number): void;
  /**
   * The service rejected it for its rate: nothing leaves until the hold is over.
   *
   * @param retryAfterMs what the service asks for; null where it does not
   */
  rejected(ticket: Ticket, now: number, retryAfterMs: number | null): void;
}
