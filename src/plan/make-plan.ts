import type { WorkerOptions } from '../config/worker-options.ts';
import { assumedTexts } from './assumed.ts';
import { exceedsThreshold, findRisks, type RiskFacts } from './find-risks.ts';
import type { SurveyCounts } from './input/survey-counts.ts';
import { type RunBill, billOf, type SentWork } from './money/run-bill.ts';
import { LIST_PRICES, PRICES_AS_OF } from './money/list-prices.ts';
import type { OwnPrices } from './money/price-of.ts';
import { bestSettings, type Settings } from './pace/best-settings.ts';
import { miniBatchSeconds, serviceRate } from './pace/pace.ts';
import { type Assumptions, paceOf } from './pace/pace-of.ts';
import { miniBatchSizes, runSeconds } from './pace/run-seconds.ts';
import { PLAN_VERSION, type PlanReport, type PlanSettings } from './plan-report.ts';

export interface PlanSetup {
  readonly survey: SurveyCounts;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly options: WorkerOptions;
  readonly settings: RiskFacts['settings'];
  readonly nodes: number;
  readonly assumptions: Assumptions;
  readonly own: OwnPrices;
}

/** What the run would read, cost and take, from what was counted. */
export function makePlan(setup: PlanSetup): PlanReport {
  const { survey, leftOut, options, settings, nodes, assumptions, own } = setup;
  const pace = paceOf(options, assumptions, settings.processCountPerNode);
  const processes = nodes * settings.processCountPerNode;
  const sentOnce = options.store.kind === 'folder' || (options.store.kind === 'run' && nodes === 1);
  const sent = sentWork(survey, sentOnce);
  const bill = billOf(options, sent, assumptions.platesPerImage, own);
  const facts: RiskFacts = { survey, options, settings, nodes, pace, bill };
  const rate = serviceRate(pace);
  const largest = Math.max(0, ...miniBatchSizes(survey.folderSizes, settings.miniBatchSize).keys());
  const best = bestSettings(
    (perNode) => paceOf(options, assumptions, perNode),
    survey.folderSizes,
    nodes,
    settings.processCountPerNode,
  );
  return {
    version: PLAN_VERSION,
    engine: options.engine,
    input: inputOf(survey, leftOut),
    bill: bill === null ? null : { tier: options.service.tier, ...bill, prices: pricesOf(bill, own) },
    requests: requestsOf(options, sent, assumptions.platesPerImage),
    time: {
      at_service_rate: rate === null ? null : rounded(sent.images / rate),
      whole_run: rounded(runSeconds(pace, survey.folderSizes, settings.miniBatchSize, processes)),
      longest_mini_batch: rounded(miniBatchSeconds(pace, largest, processes)),
      nodes,
      settings: toPlanSettings(settings),
    },
    best: { ...toPlanSettings(best), whole_run: rounded(best.seconds) },
    risks: findRisks(facts),
    assumptions: assumedTexts(options, survey, assumptions, pace, own, sentOnce),
    verdict: exceedsThreshold(facts) ? 'failed' : survey.images === 0 ? 'nothing_read' : 'completed',
  };
}

function inputOf(survey: SurveyCounts, leftOut: PlanSetup['leftOut']): PlanReport['input'] {
  const { files, bytes, folders, skipped, images, miniBatches, duplicates } = survey;
  return {
    files,
    bytes,
    folders,
    left_out: leftOut,
    formats: Array.from(survey.formats, ([format, counts]) => ({ format, ...counts })).toSorted(byFiles),
    refused: Array.from(survey.refusals, ([code, refusal]) => ({ code, ...refusal })).toSorted(byFiles),
    skipped,
    duplicates: { files: duplicates.files, bytes: duplicates.bytes },
    images,
    mini_batches: miniBatches,
  };
}

function byFiles(one: { files: number }, other: { files: number }): number {
  return other.files - one.files;
}

function sentWork({ images, pages, duplicates }: SurveyCounts, sentOnce: boolean): SentWork {
  return sentOnce
    ? { images: images - duplicates.files, pages: pages - duplicates.pages }
    : { images, pages };
}

/** A submit and a poll for the services that are polled, one request for the others. */
function requestsOf(
  { engine, secrets }: WorkerOptions,
  { images }: SentWork,
  platesPerImage: number,
): PlanReport['requests'] {
  if (engine === 'offline') return {};
  const detects = secrets.kvCustomimage !== null;
  const readings = detects ? Math.round(images * platesPerImage) : images;
  const isPolled = engine === 'read' || engine === 'document-intelligence';
  return { [engine]: readings * (isPolled ? 2 : 1), ...(detects && { 'custom-vision': images }) };
}

function pricesOf(
  { services }: RunBill,
  own: OwnPrices,
): { as_of: string; sources: readonly string[] } | null {
  const listed = services.filter(({ service }) => own[service] === undefined);
  if (listed.length === 0) return null;
  return {
    as_of: PRICES_AS_OF,
    sources: [...new Set(listed.map(({ service }) => LIST_PRICES[service].source))],
  };
}

function toPlanSettings(settings: Settings): PlanSettings {
  return {
    mini_batch_size: settings.miniBatchSize,
    process_count_per_node: settings.processCountPerNode,
    run_invocation_timeout: settings.runInvocationTimeout,
  };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
