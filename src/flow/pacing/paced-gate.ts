import type { Random } from '../retry-schedule.ts';
import { AcceptedRun } from './accepted-run.ts';
import { Hold } from './hold.ts';
import { Pacer } from './pacer.ts';
import type { RateGate, Ticket } from './rate-gate.ts';
import type { RateLaw, RunFacts } from './rate-law.ts';

const SHORTEST_DEPTH_MS = 1000;

/** A paced token bucket without bursts, whose rate a law decides, with one hold for all requests. */
export class PacedGate implements RateGate {
  readonly #law: RateLaw;
  readonly #random: Random;
  readonly #hold: Hold;
  #pacer: Pacer | null = null;
  #run: AcceptedRun | null = null;
  #depthMs = SHORTEST_DEPTH_MS;

  constructor(law: RateLaw, random: Random) {
    this.#law = law;
    this.#random = random;
    this.#hold = new Hold(random);
  }

  get rate(): number {
    return this.#law.rate;
  }

  get rejectedSince(): number | null {
    return this.#hold.vainSince;
  }

  nextAt(now: number): number {
    // Processes that start together spread their first requests.
    this.#pacer ??= new Pacer(now + (this.#random() * 1000) / this.rate);
    return this.#pacer.nextAt(now, this.rate, this.#hold.until);
  }

  send(now: number): Ticket {
    const pacer = (this.#pacer ??= new Pacer(now));
    const run = (this.#run ??= new AcceptedRun(now));
    const since = Math.max(pacer.sentAt, run.startedAt);
    const limited = pacer.send(now, this.rate);
    if (limited) run.addLimited(Math.max(0, now - since));
    return { sentAt: now, epoch: this.#hold.epoch, limited };
  }

  accepted(ticket: Ticket, now: number): void {
    this.#law.observed(false, now / 1000);
    const run = this.#run;
    if (run === null || ticket.epoch !== this.#hold.epoch || ticket.sentAt < run.startedAt) return;
    this.#hold.accepted();
    run.accept(now);
    if (ticket.limited) this.#law.accepted(this.#facts(run, now));
  }

  rejected(ticket: Ticket, now: number, retryAfterMs: number | null): void {
    this.#law.observed(true, now / 1000);
    if (ticket.epoch !== this.#hold.epoch) {
      this.#hold.repeat(now, retryAfterMs);
      this.#runFrom(this.#hold.until);
      return;
    }
    const run = (this.#run ??= new AcceptedRun(ticket.sentAt));
    this.#depthMs = Math.max(SHORTEST_DEPTH_MS, this.#hold.begin(now, retryAfterMs));
    const estimate = run.estimate(now, this.#depthMs);
    this.#law.rejected({ ...this.#facts(run, now), estimate });
    this.#runFrom(this.#hold.until);
  }

  #runFrom(time: number): void {
    if (this.#run === null || time > this.#run.startedAt) this.#run = new AcceptedRun(time);
  }

  #facts(run: AcceptedRun, now: number): RunFacts {
    return {
      now: now / 1000,
      accepted: run.count,
      seconds: Math.max(0, now - run.startedAt) / 1000,
      limitedSeconds: run.limitedMs / 1000,
      depthSeconds: this.#depthMs / 1000,
    };
  }
}
