import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../src/flow/seeded-random.ts';

/** How the service behaves; sent by the process that starts it. */
export interface ServiceSetup {
  readonly perSecond: number;
  /** Counts requests in windows of this length instead: `perSecond` in each of them. */
  readonly windowMs: number | null;
  /** Median of the log-normal latency, and its sigma. */
  readonly latencyMs: number;
  readonly sigma: number;
  readonly seed: number;
  /** The rate halves after `afterMs` for `lastsMs`. */
  readonly fall: { readonly afterMs: number; readonly lastsMs: number } | null;
}

export interface ServiceCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly billed: number;
  /** Accepted requests in each quarter of a second since the first request. */
  readonly quarters: readonly number[];
}

/**
 * Read v3.2 with one token bucket, a second deep, for submits and polls. It shares no code with the emulator or with the
 * worker.
 */
class ReadService {
  readonly #setup: ServiceSetup;
  readonly #random: () => number;
  readonly #endsAt = new Map<string, number>();
  readonly #quarters: number[] = [];
  #accepted = 0;
  #rejected = 0;
  #startedAt: number | null = null;
  #tokens: number;
  #filledAt = 0;

  constructor(setup: ServiceSetup) {
    this.#setup = setup;
    this.#random = seededRandom(setup.seed);
    this.#tokens = setup.windowMs === null ? Math.max(1, setup.perSecond) : 0;
  }

  get counts(): ServiceCounts {
    const billed = this.#endsAt.size;
    return { accepted: this.#accepted, rejected: this.#rejected, billed, quarters: this.#quarters };
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let bytes = 0;
    for await (const chunk of request) bytes += (chunk as Buffer).length;
    const now = performance.now();
    this.#startedAt ??= now;
    const waitMs = this.#take(now);
    if (waitMs > 0) {
      this.#rejected += 1;
      response.writeHead(429, { 'retry-after': String(Math.ceil(waitMs / 1000)) });
      response.end('{"error":{"code":"429","message":"Rate limit is exceeded."}}');
      return;
    }
    this.#accepted += 1;
    const quarter = Math.floor((now - this.#startedAt) / 250);
    this.#quarters[quarter] = (this.#quarters[quarter] ?? 0) + 1;
    if (request.method === 'POST' && bytes > 0) this.#submit(request, response, now);
    else this.#poll(request, response, now);
  }

  #submit(request: IncomingMessage, response: ServerResponse, now: number): void {
    const { latencyMs, sigma } = this.#setup;
    const normal = Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
    const id = randomUUID();
    this.#endsAt.set(id, now + latencyMs * Math.exp(sigma * normal));
    const location = `http://${request.headers.host ?? ''}/vision/v3.2/read/analyzeResults/${id}`;
    response.writeHead(202, { 'operation-location': location }).end();
  }

  #poll(request: IncomingMessage, response: ServerResponse, now: number): void {
    const endsAt = this.#endsAt.get((request.url ?? '').split('/').at(-1) ?? '');
    if (endsAt === undefined) response.writeHead(404).end();
    else
      response.writeHead(200, { 'content-type': 'application/json' }).end(now < endsAt ? RUNNING : SUCCEEDED);
  }

  /** @returns 0 for a token, else the milliseconds until there is one */
  #take(now: number): number {
    const { windowMs, perSecond } = this.#setup;
    if (windowMs !== null) {
      if (now >= this.#filledAt + windowMs || this.#filledAt === 0) {
        this.#filledAt = now;
        this.#tokens = perSecond;
      }
      if (this.#tokens < 1) return this.#filledAt + windowMs - now;
    } else {
      const rate = this.#rateAt(now);
      const filled =
        this.#filledAt === 0 ? this.#tokens : this.#tokens + ((now - this.#filledAt) / 1000) * rate;
      this.#tokens = Math.min(Math.max(1, rate), filled);
      this.#filledAt = now;
      if (this.#tokens < 1) return ((1 - this.#tokens) / rate) * 1000;
    }
    this.#tokens -= 1;
    return 0;
  }

  #rateAt(now: number): number {
    const { fall, perSecond } = this.#setup;
    const since = now - (this.#startedAt ?? now);
    const hasFallen = fall !== null && since >= fall.afterMs && since < fall.afterMs + fall.lastsMs;
    return hasFallen ? perSecond / 2 : perSecond;
  }
}

const RUNNING = '{"status":"running","createdDateTime":"2026-01-01T00:00:00Z"}';
const BOX = [0, 0, 90, 0, 90, 20, 0, 20];
const WORDS = ['bench', 'mark'].map((text) => ({ text, confidence: 0.9, boundingBox: BOX }));
const SUCCEEDED = JSON.stringify({
  status: 'succeeded',
  analyzeResult: {
    version: '3.2.0',
    modelVersion: '2022-04-30',
    readResults: [
      {
        page: 1,
        width: 100,
        height: 100,
        unit: 'pixel',
        lines: [{ text: 'bench mark', boundingBox: BOX, words: WORDS }],
      },
    ],
  },
});

process.once('message', (setup: ServiceSetup) => {
  const service = new ReadService(setup);
  const server = createServer((request, response) => void service.handle(request, response));
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
  process.on('message', () => process.send?.(service.counts));
  process.once('disconnect', () => process.exit());
});
