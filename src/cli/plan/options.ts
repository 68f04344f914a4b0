import { availableParallelism } from 'node:os';
import { decimal, type OptionType, text, wholeNumber } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { type BilledService, LIST_PRICES } from '../../plan/money/list-prices.ts';
import type { OwnPrices } from '../../plan/money/price-of.ts';
import { SECONDS_PER_IMAGE } from '../../plan/pace/pace-of.ts';
import { REPLAY_OPTIONS } from '../replay/options.ts';

const SERVICES = Object.keys(LIST_PRICES) as BilledService[];
const PRICE = new RegExp(`^(?<service>${SERVICES.join('|')})=(?<amount>\\d{1,6}(?:\\.\\d{1,6})?)$`);

const priceType = text((given) =>
  PRICE.test(given) ? null : `SERVICE=AMOUNT, SERVICE one of ${SERVICES.join(', ')}`,
);

const above0 = (pattern: RegExp, accepted: string): OptionType<number> =>
  decimal((given) => (pattern.test(given) && Number(given) > 0 ? null : accepted));

const { include, exclude, failed_of, manifest, input_root, mode } = REPLAY_OPTIONS;
const { process_count_per_node, run_max_try } = REPLAY_OPTIONS;
const { run_invocation_timeout, error_threshold, allow_empty } = REPLAY_OPTIONS;

export const PLAN_OPTIONS = {
  include,
  exclude,
  failed_of,
  manifest,
  input_root,
  mode,
  ...grouped('Mini-batches and limits', {
    mini_batch_size: {
      value: 'FILES',
      description: 'Files per mini-batch, which never mixes two folders',
      default: '10',
      type: wholeNumber(1, 1_000_000),
    },
    node_count: {
      value: 'N',
      description: 'Nodes of the job',
      default: '1',
      type: wholeNumber(1, 10_000),
    },
  }),
  process_count_per_node,
  run_max_try,
  run_invocation_timeout,
  error_threshold,
  ...grouped('Assumptions', {
    seconds_per_image: {
      value: 'SECONDS',
      description: 'The latency of the service, or the work of the offline engine on an image by one core',
      defaultDescription: `${SECONDS_PER_IMAGE.service}; offline ${SECONDS_PER_IMAGE.offline}`,
      type: above0(/^\d{0,4}(?:\.\d{1,4})?$/, 'seconds: a number above 0 and below 10000'),
    },
    plates_per_image: {
      value: 'N',
      description: 'Plates that the detector finds in an image, on average',
      default: '1',
      type: above0(/^\d{0,3}(?:\.\d{1,4})?$/, 'a number above 0 and below 1000, for example 1.3'),
    },
    cores_per_node: {
      value: 'N',
      description: 'Cores of a node, for the offline engine',
      default: String(availableParallelism()),
      type: wholeNumber(1, 1024),
    },
    price: {
      value: 'SERVICE=AMOUNT',
      description: `Your price for 1,000 transactions of ${SERVICES.join(', ')}; may be repeated`,
      defaultDescription: 'list prices in US dollars',
      type: priceType,
      repeatable: true,
    },
  }),
  ...grouped('Output', {
    allow_empty,
    json: { ...REPLAY_OPTIONS.json, description: 'Print the plan as one JSON object' },
  }),
};

export function toOwnPrices(given: readonly string[]): OwnPrices {
  return Object.fromEntries(
    given.map((price) => {
      const { service = '', amount = '' } = PRICE.exec(price)?.groups ?? {};
      return [service, Number(amount)] as const;
    }),
  );
}
