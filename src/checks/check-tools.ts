import type { Environment } from '../config/environment.ts';
import type { Clock } from '../flow/clock.ts';
import type { StepTools } from './step-runner.ts';

/** What every step of a check may use. */
export interface CheckTools extends StepTools {
  readonly env: Environment;
  readonly clock: Clock;
}
