import type { WorkerOptions } from '../config/worker-options.ts';
import type { FlowControl } from '../flow/flow-control.ts';
import { pacedFlow } from '../flow/paced-flow.ts';
import type { Logger } from '../logging/logger.ts';
import { publishedRates } from '../ocr/azure/published-rates.ts';

/** Paces and repeats the requests to the reading service, and logs what is repeated. */
export function readerFlow({ engine, service, host }: WorkerOptions, logger: Logger): FlowControl {
  if (engine === 'offline') return loggingFlow([], logger);
  const processes = processesOf(host);
  const { tps, tier } = service;
  if (tps !== null && processes === null) {
    logger.warning(
      `AML has announced no number of processes and nodes, so this process takes all ${tps} requests per second of --service_tps. Other processes of the job do the same.`,
    );
  }
  const onWrongStatement = (): void =>
    logger.warning(
      `The service rejects 5 % and more of ${tps} requests per second for 30 seconds. From now on the rate is learnt beneath --service_tps; give what the resource really takes.`,
    );
  const published = publishedRates(engine, tier);
  // A container has no rate of its own; it can be given one.
  const unpublished = { budgets: ['submit'], published: { kind: 'per-second', requests: tps ?? 1 } } as const;
  const budgets = published.length === 0 && tps !== null ? [unpublished] : published;
  const rates = budgets.map((shared) => ({
    budgets: shared.budgets,
    plan: {
      published: shared.published,
      stated: shared.budgets.includes('submit') ? tps : null,
      processes,
      onWrongStatement,
    },
  }));
  return loggingFlow(rates, logger);
}

/** The same for the detector. */
export function detectorFlow({ host }: WorkerOptions, logger: Logger): FlowControl {
  const rates = publishedRates('custom-vision', 'paid').map(({ budgets, published }) => ({
    budgets,
    plan: { published, stated: null, processes: processesOf(host) },
  }));
  return loggingFlow(rates, logger);
}

/** All processes of the job; null where AML does not announce them. Outside AML there is this one. */
function processesOf({ processCountPerNode, nodeCount, runId }: WorkerOptions['host']): number | null {
  if (processCountPerNode !== null && nodeCount !== null) return processCountPerNode * nodeCount;
  return processCountPerNode === null && nodeCount === null && runId === null ? 1 : null;
}

function loggingFlow(rates: Parameters<typeof pacedFlow>[0], logger: Logger): FlowControl {
  return pacedFlow(rates, {
    onRetry: ({ service, budget, attempt, waitMs, code, mayBeBilled }) => {
      const fields = { service, budget, code, attempt: attempt + 1, wait_ms: Math.round(waitMs) };
      if (mayBeBilled) logger.warning('Trying again what may have been billed already', fields);
      else logger.info('Trying again', fields);
    },
  });
}
