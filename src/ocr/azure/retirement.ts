import type { Clock } from '../../flow/clock.ts';
import type { Logger } from '../../logging/logger.ts';

export interface Retirement {
  /** The day the service ends, `YYYY-MM-DD`. */
  readonly date: string;
  readonly successors: string;
  /** The Microsoft page that announces it. */
  readonly source: string;
}

const MIGRATION = 'https://learn.microsoft.com/azure/ai-services/computer-vision/migration-options';
const CUSTOM_VISION = 'https://azure.microsoft.com/updates?id=502914';
const IMAGE_ANALYSIS = 'https://azure.microsoft.com/updates?id=502909';
const SUCCESSORS = 'Document Intelligence or Content Understanding';

/** Read v3.2 has no retirement date of its own; it retires with the service that it belongs to. */
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

export type RetiringService = keyof typeof RETIREMENTS;

const WARN_MONTHS = 18;

/** Logs one warning at start-up when the service retires in less than 18 months, or has retired. */
export function warnOfRetirement(service: RetiringService, clock: Clock, logger: Logger): void {
  const text = retirementWarning(service, RETIREMENTS[service], clock.now());
  if (text !== null) logger.warning(text);
}

/** The text of the warning; null when the retirement is further away. */
export function retirementWarning(
  service: string,
  retirement: Retirement | null,
  nowMs: number,
): string | null {
  if (retirement === null) return null;
  const end = new Date(`${retirement.date}T00:00:00Z`);
  const warnFrom = new Date(end);
  warnFrom.setUTCMonth(end.getUTCMonth() - WARN_MONTHS);
  if (nowMs <= warnFrom.getTime()) return null;
  const verb = nowMs < end.getTime() ? 'retires' : 'was to retire';
  return `The service behind "${service}" ${verb} on ${retirement.date}; move to ${retirement.successors}. See ${retirement.source}`;
}
