import { knownSecrets } from '../redaction/known-secrets.ts';
import type { EventName, WorkerEvents } from './channels.ts';
import { addTo, type CountTree } from './count-tree.ts';
import { bucketOf } from './latency-buckets.ts';

type Fold<Name extends EventName> = (counts: CountTree, event: WorkerEvents[Name]) => void;

/** What each event adds to the counts of its mini-batch. */
export const FOLDS: { readonly [Name in EventName]: Fold<Name> } = {
  request(counts, { service, budget, outcome, mayBeBilled, durationMs }) {
    const request = ['requests', serviceName(service), nameOf(budget)];
    addTo(counts, [...request, outcome], 1);
    addTo(counts, [...request, 'latency', bucketOf(durationMs)], 1);
    if (budget !== 'submit') return;
    if (outcome === 'accepted') addTo(counts, ['transactions', 'billed'], 1);
    else if (mayBeBilled) addTo(counts, ['transactions', 'uncertain'], 1);
  },
  wait(counts, { service, budget, reason, durationMs }) {
    addTo(
      counts,
      ['requests', serviceName(service), nameOf(budget), `${reason}_ms`],
      Math.max(0, durationMs),
    );
  },
  // The first page was counted when the service accepted the image, perhaps in another process.
  reading: (counts, { pages }) => addTo(counts, ['transactions', 'billed'], Math.max(0, pages - 1)),
  exchange(counts, { sentBytes, receivedBytes }) {
    addTo(counts, ['bytes', 'sent'], sentBytes);
    addTo(counts, ['bytes', 'received'], receivedBytes);
  },
  image: (counts, { bytes }) => addTo(counts, ['bytes', 'images'], bytes),
  'store-hit': (counts, { what }) => addTo(counts, ['store_hits', what], 1),
  item(counts, { outcome, code, durationMs }) {
    addTo(counts, ['items', outcome], 1);
    if (code !== null) addTo(counts, ['failures', nameOf(code)], 1);
    if (outcome === 'read') addTo(counts, ['latency', bucketOf(durationMs)], 1);
  },
  'mini-batch'(counts, { items, rows, error, durationMs }) {
    addTo(counts, ['mini_batches', error === null ? 'returned' : 'raised'], 1);
    if (error !== null) {
      addTo(counts, ['errors', nameOf(error)], 1);
      addTo(counts, ['items', 'not_finished'], items);
    }
    addTo(counts, ['rows'], rows);
    addTo(counts, ['run_ms'], Math.max(0, durationMs));
  },
};

const LONGEST_NAME = 60;

/** `read_api` for `The Read API at name.cognitiveservices.azure.com`: the address is the same for all requests of a run. */
function serviceName(service: string): string {
  const [name = ''] = service.split(' at ');
  return nameOf(name.replace(/^The /, '')).toLowerCase();
}

/** Part of the name of a figure, in the characters that MLflow takes. What a service calls its errors may be anything. */
function nameOf(text: string): string {
  const slug = knownSecrets
    .redactMessage(text)
    .replaceAll(/[^A-Za-z0-9-]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return slug.slice(0, LONGEST_NAME) || 'unnamed';
}
