/** A measure of the worker against a service of its own, in real time. */
export interface BenchCase {
  readonly name: string;
  /** Arguments of the entry script. */
  readonly argv: readonly string[];
  readonly images: number;
  readonly imageBytes?: number;
  readonly miniBatch: number;
  readonly processes: number;
  /** Attempts at each mini-batch, with a store; one attempt without a store when absent. */
  readonly attempts?: number;
  readonly perSecond: number;
  readonly windowMs?: number;
  readonly latencyMs?: number;
  readonly sigma?: number;
  readonly fall?: { readonly afterMs: number; readonly lastsMs: number };
  /** What the service's rate allows: two requests per image. */
  readonly boundSeconds: number;
  readonly goals: Goals;
}

/** The largest value that each measure may have, the smallest for `jain` and `rows`. */
export interface Goals {
  readonly wallOverBound?: number;
  readonly requestsPerImage?: number;
  readonly rejectedShare?: number;
  readonly jain?: number;
  readonly rows?: number;
  readonly billed?: number;
  readonly peakMegabytes?: number;
  readonly backAfterSeconds?: number;
}

const stated = (miniBatch: number): BenchCase => ({
  name: `20/s stated, mini-batches of ${miniBatch}`,
  argv: ['--service_tps', '20'],
  images: 300,
  miniBatch,
  processes: 1,
  perSecond: 20,
  boundSeconds: 30,
  goals: { wallOverBound: 1.05, requestsPerImage: 2.1, rejectedShare: 0.01 },
});

const unknown = (perSecond: number): BenchCase => ({
  name: `${perSecond}/s unknown`,
  argv: [],
  images: 600,
  miniBatch: 600,
  processes: 1,
  perSecond,
  boundSeconds: 1200 / perSecond,
  goals: { wallOverBound: 1.15, requestsPerImage: 2.1, rejectedShare: 0.03 },
});

export const CASES: readonly BenchCase[] = [
  stated(100),
  stated(300),
  ...[5, 20, 30, 100].map(unknown),
  {
    name: '40/s stated, four processes, mini-batches of 50',
    argv: ['--service_tps', '40'],
    images: 600,
    miniBatch: 50,
    processes: 4,
    perSecond: 40,
    boundSeconds: 30,
    goals: { wallOverBound: 1.1, jain: 0.95, rejectedShare: 0.02 },
  },
  {
    name: '20/s unknown, halves for 20 s',
    argv: [],
    images: 700,
    miniBatch: 700,
    processes: 1,
    perSecond: 20,
    fall: { afterMs: 20_000, lastsMs: 20_000 },
    boundSeconds: 80,
    goals: { rejectedShare: 0.03, backAfterSeconds: 5 },
  },
  {
    name: 'free tier, one mini-batch of 50',
    argv: ['--tier', 'free'],
    images: 50,
    miniBatch: 50,
    processes: 1,
    perSecond: 20,
    windowMs: 60_000,
    boundSeconds: 240,
    goals: { wallOverBound: 1.05, rejectedShare: 0 },
  },
  {
    name: 'a mini-batch that needs 30 s, run_invocation_timeout 10, three attempts',
    argv: ['--service_tps', '20', '--run_invocation_timeout', '10', '--run_max_try', '3'],
    images: 100,
    miniBatch: 100,
    processes: 1,
    attempts: 3,
    perSecond: 20,
    latencyMs: 20_000,
    sigma: 0.02,
    boundSeconds: 30,
    goals: { rows: 100, billed: 100 },
  },
  {
    name: 'images of 10 MB, 100/s stated',
    argv: ['--service_tps', '100'],
    images: 300,
    imageBytes: 10_000_000,
    miniBatch: 300,
    processes: 1,
    perSecond: 100,
    boundSeconds: 6,
    goals: { peakMegabytes: 300 },
  },
];
