import type { RateGate, Ticket } from '../../../src/flow/pacing/rate-gate.ts';
import { RequestScheduler } from '../../../src/flow/pacing/request-scheduler.ts';
import { PollAges } from '../../../src/flow/polling/poll-ages.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { SimulatedService } from './simulated-service.ts';

export interface SimulatedProcessOptions {
  readonly clock: SimulatedClock;
  readonly service: SimulatedService;
  readonly gate: RateGate;
  readonly miniBatch: number;
  readonly maxConcurrency?: number;
  readonly mostWaiting?: number;
  readonly polls?: PollAges;
  /** Called when a request leaves, and with each response. */
  readonly onRequest?: (now: number) => void;
  readonly onResponse?: (accepted: boolean, now: number) => void;
}

const IMAGE = { document: false, bytes: 100_000 };

/** A process that reads mini-batches through the scheduler and the laws of the product; without images and sockets. */
export class SimulatedProcess {
  readonly scheduler: RequestScheduler;
  requests = 0;
  accepted = 0;
  read = 0;
  /** The most operations and loaded images at one time. */
  mostOperations = 0;
  mostLoaded = 0;
  endedAt: number | null = null;
  readonly #options: SimulatedProcessOptions;
  readonly #polls: PollAges;
  #left = 0;
  #toSubmit = 0;
  #loaded = 0;
  #operations = 0;
  #stopped = false;

  constructor(options: SimulatedProcessOptions) {
    this.#options = options;
    this.#polls = options.polls ?? new PollAges({ startMs: 1000, shortestMs: 100 });
    this.scheduler = new RequestScheduler(options.gate, options.clock);
  }

  /** Reads this many images, one mini-batch after another. */
  start(images: number): void {
    this.#left = images;
    this.#nextMiniBatch();
  }

  /** The process is lost: it sends nothing more. */
  stop(): void {
    this.#stopped = true;
  }

  #nextMiniBatch(): void {
    const images = Math.min(this.#left, this.#options.miniBatch);
    this.#left -= images;
    this.#toSubmit = images;
    if (images === 0) this.endedAt = this.#options.clock.now();
    else this.#load();
  }

  #load(): void {
    const { maxConcurrency = 16, mostWaiting = 1000 } = this.#options;
    while (
      this.#toSubmit > 0 &&
      this.#loaded < maxConcurrency &&
      this.#loaded + this.#operations < mostWaiting
    ) {
      this.#toSubmit -= 1;
      this.#loaded += 1;
      this.mostLoaded = Math.max(this.mostLoaded, this.#loaded);
      this.#submit(false);
    }
  }

  #submit(first: boolean): void {
    this.#send('submit', null, first, (_, response) => {
      if (response.status !== 202) return;
      this.#loaded -= 1;
      this.#operations += 1;
      this.mostOperations = Math.max(this.mostOperations, this.#operations);
      const acceptedAt = this.#options.clock.now();
      this.#pollAt(response.operation, acceptedAt, acceptedAt + this.#polls.first(IMAGE), true);
      this.#load();
    });
  }

  #pollAt(operation: number, acceptedAt: number, dueAt: number, isFirst: boolean): void {
    const { clock } = this.#options;
    clock.after(dueAt - clock.now(), () =>
      this.#send('poll', operation, false, ({ sentAt }, response) => {
        if (response.status !== 200) return;
        const age = sentAt - acceptedAt;
        this.#polls.note(IMAGE, age, response.ended, isFirst);
        if (response.ended) this.#end();
        else {
          const next = this.#polls.next(clock.now() - acceptedAt, this.#toSubmit + this.#loaded === 0);
          this.#pollAt(operation, acceptedAt, acceptedAt + next, false);
        }
      }),
    );
  }

  #end(): void {
    this.#operations -= 1;
    this.read += 1;
    this.#load();
    if (this.#operations + this.#loaded + this.#toSubmit === 0) this.#nextMiniBatch();
  }

  #send(
    kind: 'submit' | 'poll',
    operation: number | null,
    first: boolean,
    done: (ticket: Ticket, response: Parameters<Parameters<SimulatedService['request']>[1]>[0]) => void,
  ): void {
    const { clock, service, onRequest, onResponse } = this.#options;
    if (this.#stopped) return;
    const { gate } = this.scheduler;
    this.scheduler.enqueue(
      kind,
      (ticket) => {
        if (this.#stopped) return;
        this.requests += 1;
        onRequest?.(clock.now());
        service.request(operation, (response) => {
          if (this.#stopped) return;
          const rejected = response.status === 429;
          onResponse?.(!rejected, clock.now());
          if (rejected) {
            gate.rejected(ticket, clock.now(), response.retryAfterMs);
            this.#send(kind, operation, true, done);
          } else {
            this.accepted += 1;
            gate.accepted(ticket, clock.now());
            done(ticket, response);
          }
        });
      },
      first,
    );
  }
}
