import type { WorkerOptions } from '../config/worker-options.ts';
import type { SurveyCounts } from './input/survey-counts.ts';
import { PRICES_AS_OF } from './money/list-prices.ts';
import type { OwnPrices } from './money/price-of.ts';
import type { Pace } from './pace/pace.ts';
import type { Assumptions } from './pace/pace-of.ts';

/** What the figures of a plan rest on, a sentence each, with the option that changes it. */
export function assumedTexts(
  options: WorkerOptions,
  survey: SurveyCounts,
  { platesPerImage, secondsPerImage, cores }: Assumptions,
  pace: Pace,
  own: OwnPrices,
  sentOnce: boolean,
): string[] {
  const { engine, secrets, service } = options;
  const general = [
    'Nothing was sent and no secret was read: parallel-run-ocr check tests keys and services.',
    'No attempt is repeated; the start of nodes and processes is not counted.',
  ];
  if (engine === 'offline') {
    return [
      `${seconds(secondsPerImage)} of work on an image by one core (--seconds_per_image); ${cores} cores in a node (--cores_per_node).`,
      ...general,
    ];
  }
  const rates = pace.limits
    .filter(({ submits }) => submits > 0)
    .map(({ service: name, rate }) => `${Number(rate.toFixed(2))} requests per second of ${name}`);
  const origin =
    service.tps === null
      ? `published for the ${service.tier} tier (--service_tps N states yours)`
      : 'as stated';
  return [
    ...(secrets.kvCustomimage === null
      ? []
      : [`Plates in an image: ${platesPerImage} (--plates_per_image); each of them is read.`]),
    ...(rates.length === 0
      ? [`No rate is known of ${engine}: the time is that of its latency alone.`]
      : [`A rate of ${rates.join(', ')}, ${origin}.`]),
    `A latency of ${seconds(secondsPerImage)} (--seconds_per_image), log-normal with sigma 0.5.`,
    ...(Object.keys(own).length > 0
      ? ['Prices for 1,000 transactions as given by --price; others are list prices.']
      : [
          `List prices in US dollars, noted in ${PRICES_AS_OF} and not checked against Azure's price pages; regions and agreements differ (--price SERVICE=AMOUNT). No other transactions in the month.`,
        ]),
    ...(survey.duplicates.files === 0
      ? []
      : [
          sentOnce
            ? 'Images with the same content are sent once.'
            : 'Images with the same content are billed each: the nodes share no --store FOLDER.',
        ]),
    ...(survey.uncountedPdfs === 0
      ? []
      : [`One page in each of the ${survey.uncountedPdfs} PDFs whose pages cannot be counted.`]),
    ...general,
  ];
}

function seconds(value: number): string {
  return `${value} s`;
}
