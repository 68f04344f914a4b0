import type { Clock } from '../../flow/clock.ts';
import type { Logger } from '../../logging/logger.ts';

export interface Retirement {
  /** The day the service ends, `YYYY-MM-DD`. */
  readonly date: string;
  readonly successors: string;
  /** Where Microsoft says so. */
  readonly source: string;
}

const MIGRATION = 'https://learn.microsoft.com/azure/ai-services/computer-vision/migration-options';
const CUSTOM_VISION = 'https://azure.microsoft.com/updates?id=502914';
const IMAGE_ANALYSIS = 'https://azure.microsoft.com/updates?id=502909';
const SUCCESSORS = 'Document Intelligence or Content Understanding';

/** Read v3.2 has no date of its own; it goes with the service it belongs to. */
export const RETIREMENTS = {
  read: { date: '2028-09-25', successors: SUCCESSORS, source: MIGRATION },
  'read-container': { date: '2028-09-25', successors: SUCCESSORS, source: MIGRATION },
  'image-analysis': { date: '2028-09-25', successors: SUCCESSORS, source: IMAGE_ANALYSIS },
  'document-intelligence': null,
  'custom-vision': {
    date: '2028-09-25',
    successors: 'Azure Machine Learning AutoML or Content Understanding',
    source: CUSTOM_VISION,
  },
} satisfies Record<string, Retirement | null>;

export type RetiringThing = keyof typeof RETIREMENTS;

const WARN_MONTHS = 18;

/** One line at start-up when the service ends in less than 18 months, or has ended. */
export function warnOfRetirement(thing: RetiringThing, clock: Clock, logger: Logger): void {
  const text = retirementWarning(thing, RETIREMENTS[thing], clock.now());
  if (text !== null) logger.warning(text);
}

/** The text of the warning; null while there is time. */
export function retirementWarning(
  thing: string,
  retirement: Retirement | null,
  nowMs: number,
): string | null {
  if (retirement === null) return null;
  const end = new Date(`${retirement.date}T00:00:00Z`);
  const warnFrom = new Date(end);
  warnFrom.setUTCMonth(end.getUTCMonth() - WARN_MONTHS);
  if (nowMs <= warnFrom.getTime()) return null;
  const verb = nowMs < end.getTime() ? 'retires' : 'was to retire';
  return `The service behind "${thing}" ${verb} on ${retirement.date}; move to ${retirement.successors}. See ${retirement.source}`;
}
