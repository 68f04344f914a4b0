import { ConfigurationError } from '../../contract/errors.ts';
import type { Random } from '../../flow/retry-schedule.ts';

/** How long a service works on one image, in milliseconds. */
export type Latency =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number };

const number = '(\\d+(?:\\.\\d+)?)';
const FIXED = new RegExp(`^(?:fixed:)?${number}$`);
const UNIFORM = new RegExp(`^uniform:${number}-${number}$`);
const LOGNORMAL = new RegExp(`^lognormal:${number},${number}$`);

/** @throws ConfigurationError when the text is none of `200`, `fixed:200`, `uniform:100-500`, `lognormal:800,0.5`. */
export function parseLatency(text: string): Latency {
  const [, ms] = FIXED.exec(text) ?? [];
  if (ms !== undefined) return { kind: 'fixed', ms: Number(ms) };
  const [, min, max] = UNIFORM.exec(text) ?? [];
  if (min !== undefined && max !== undefined && Number(min) <= Number(max)) {
    return { kind: 'uniform', min: Number(min), max: Number(max) };
  }
  const [, median, sigma] = LOGNORMAL.exec(text) ?? [];
  if (median !== undefined && sigma !== undefined) {
    return { kind: 'lognormal', median: Number(median), sigma: Number(sigma) };
  }
  throw new ConfigurationError([
    `--latency ${JSON.stringify(text)} is not a distribution. Give milliseconds as fixed:200, uniform:100-500 or lognormal:MEDIAN,SIGMA (for example lognormal:800,0.5).`,
  ]);
}

export function sampleLatency(latency: Latency, random: Random): number {
  if (latency.kind === 'fixed') return latency.ms;
  if (latency.kind === 'uniform') return latency.min + (latency.max - latency.min) * random();
  return latency.median * Math.exp(latency.sigma * standardNormal(random));
}

/** Box-Muller; 1 - u keeps the logarithm away from 0. */
function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
