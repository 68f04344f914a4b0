import type { WorkerOptions } from '../config/worker-options.ts';
import type { SurveyCounts } from './input/survey-counts.ts';
import { LIST_PRICES } from './money/list-prices.ts';
import type { RunBill } from './money/run-bill.ts';
import { smallestMiniBatch, type Settings, timeoutFor } from './pace/best-settings.ts';
import { miniBatchSeconds, type Pace } from './pace/pace.ts';
import { miniBatchSizes } from './pace/run-seconds.ts';
import type { Risk, RiskCode } from './plan-report.ts';

export interface RiskFacts {
  readonly survey: SurveyCounts;
  readonly options: WorkerOptions;
  readonly settings: Settings & { readonly runMaxTry: number; readonly errorThreshold: number };
  readonly nodes: number;
  readonly pace: Pace;
  readonly bill: RunBill | null;
}

/** What would go wrong with these arguments and settings, the worst first. */
export function findRisks(facts: RiskFacts): Risk[] {
  return [
    ...emptyRisks(facts),
    ...thresholdRisks(facts),
    ...timeoutRisks(facts),
    ...sizeRisks(facts),
    ...rateRisks(facts),
    ...billRisks(facts),
  ];
}

/** Whether AML would fail the job for the files that are refused. */
export function exceedsThreshold({ survey, options, settings }: RiskFacts): boolean {
  const { errorThreshold } = settings;
  return options.failedItems === 'omit' && errorThreshold >= 0 && survey.refused > errorThreshold;
}

function emptyRisks({ survey, options: { inputPartition } }: RiskFacts): Risk[] {
  if (survey.images > 0) return [];
  if (survey.skipped === survey.files && inputPartition !== null) {
    return risk(
      'nothing_matches',
      `No file is in the partition ${inputPartition}: all ${survey.files} would be skipped. There are ${survey.partitions.description}. Give one of these to --input_partition, or leave it out.`,
    );
  }
  return risk(
    'nothing_readable',
    'The engine accepts none of the files: see what is refused, or choose another --engine.',
  );
}

function thresholdRisks(facts: RiskFacts): Risk[] {
  if (!exceedsThreshold(facts)) return [];
  const { survey, settings } = facts;
  return risk(
    'error_threshold',
    `AML would fail the job: ${survey.refused} files are refused, and --error_threshold tolerates ${settings.errorThreshold}. Remove these files, raise it, or give --failed_items row.`,
  );
}

function timeoutRisks({ pace, survey, settings, nodes }: RiskFacts): Risk[] {
  const { runInvocationTimeout, processCountPerNode, runMaxTry } = settings;
  const processes = nodes * processCountPerNode;
  const largest = Math.max(0, ...miniBatchSizes(survey.folderSizes, settings.miniBatchSize).keys());
  const seconds = Math.ceil(miniBatchSeconds(pace, largest, processes));
  const enough = timeoutFor(pace, largest, processes);
  const needs = `A mini-batch of ${largest} needs about ${seconds} s`;
  const advice = `Set run_invocation_timeout to ${enough} s, or mini_batch_size lower`;
  if (seconds > runInvocationTimeout * runMaxTry) {
    return risk(
      'timeout_too_short',
      `${needs}, and run_invocation_timeout gives it ${runInvocationTimeout} s in each of ${runMaxTry} attempts: images would be left unread. ${advice}.`,
    );
  }
  if (seconds > runInvocationTimeout) {
    return risk(
      'timeout_too_short',
      `${needs}, longer than run_invocation_timeout (${runInvocationTimeout} s): it would go on in the next attempt. ${advice}.`,
    );
  }
  if (2 * seconds <= runInvocationTimeout) return [];
  return risk(
    'timeout_tight',
    `${needs}, and run_invocation_timeout is ${runInvocationTimeout} s: too little for a day on which the service is slow. ${advice}.`,
  );
}

function sizeRisks({ pace, survey, settings, nodes }: RiskFacts): Risk[] {
  if (survey.images === 0 || pace.latency === null) return [];
  const processes = nodes * settings.processCountPerNode;
  if (survey.miniBatches < processes) {
    return risk(
      'few_mini_batches',
      `${processes} processes have ${survey.miniBatches} ${survey.miniBatches === 1 ? 'mini-batch' : 'mini-batches'} between them: the others have nothing to do, and their share of the rate is unused. Use fewer processes, or a lower mini_batch_size.`,
    );
  }
  const enough = smallestMiniBatch(pace, processes);
  const inFolder = survey.images / Math.max(1, survey.folders);
  if (survey.images < enough || Math.min(settings.miniBatchSize, inFolder) >= enough) return [];
  if (inFolder < enough) {
    return risk(
      'small_folders',
      `A mini-batch never mixes two folders, and a folder has ${inFolder.toFixed(1)} images on average: less than the ${enough} that a process needs to use its share of the rate, because a mini-batch ends with its slowest image. Use more processes, or fewer, larger folders.`,
    );
  }
  return risk(
    'small_mini_batches',
    `Mini-batches of ${settings.miniBatchSize} cannot use the rate of the service, because each ends with its slowest image. Set mini_batch_size to ${enough} or more, or use more processes.`,
  );
}

function rateRisks({ pace, settings, nodes }: RiskFacts): Risk[] {
  const processes = nodes * settings.processCountPerNode;
  const rate = Math.min(...pace.limits.map((limit) => limit.rate));
  if (pace.limits.length === 0 || processes <= Math.max(1, rate)) return [];
  return risk(
    'too_many_processes',
    `${processes} processes share ${Number(rate.toFixed(2))} requests per second: with less than one for each they learn their shares slowly, and requests are rejected. Use ${Math.max(1, Math.floor(rate))} at most, or ask for a higher rate.`,
  );
}

function billRisks({ bill, survey, options: { service } }: RiskFacts): Risk[] {
  if (bill === null || service.tier !== 'free') return [];
  const over = bill.services.filter(
    (billed) =>
      billed.service !== 'custom-vision' &&
      billed.transactions > LIST_PRICES[billed.service].freeTransactions,
  );
  const quota = over.flatMap(({ service: name, transactions }) =>
    risk(
      'free_quota',
      `The free tier of ${name} allows ${LIST_PRICES[name].freeTransactions} transactions a month, and this takes ${transactions}: the run would stop with quota_exhausted. Use --tier paid.`,
    ),
  );
  if (survey.longDocuments === 0) return quota;
  return [
    ...quota,
    ...risk(
      'pages_left_out',
      `${survey.longDocuments} documents have more pages than the free tier reads (2). Use --tier paid.`,
    ),
  ];
}

function risk(code: RiskCode, message: string): Risk[] {
  return [{ code, message }];
}
