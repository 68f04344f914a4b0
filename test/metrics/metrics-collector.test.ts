import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { publish, type WorkerEvents } from '../../src/metrics/channels.ts';
import { addTree, type CountTree } from '../../src/metrics/count-tree.ts';
import { toFigures } from '../../src/metrics/figures.ts';
import { MetricsCollector } from '../../src/metrics/metrics-collector.ts';

const open: MetricsCollector[] = [];
afterEach(() => open.splice(0).forEach((collector) => collector.close()));

function openCollector(): MetricsCollector {
  const collector = new MetricsCollector();
  open.push(collector);
  return collector;
}

interface Batch {
  readonly outcomes: readonly ('read' | 'skipped' | 'failed')[];
  readonly raises: boolean;
}

/** Publishes what happens in a mini-batch, in turns with the others. */
async function happen({ outcomes, raises }: Batch): Promise<void> {
  const service = 'The Read API at host';
  for (const outcome of outcomes) {
    publish.request(() => ({
      service,
      budget: 'submit',
      outcome: 'accepted',
      mayBeBilled: false,
      durationMs: 2,
    }));
    await setImmediate();
    if (raises) continue;
    const code = outcome === 'failed' ? 'corrupt_image' : null;
    publish.item(() => ({ key: 'a', outcome, code, durationMs: 5 }));
  }
  const items = outcomes.length;
  const error = raises ? 'network' : null;
  publish.miniBatch(() => ({ items, rows: raises ? 0 : items, error, durationMs: 9 }));
}

const batches = fc.array(
  fc.record({
    outcomes: fc.array(fc.constantFrom('read' as const, 'skipped' as const, 'failed' as const), {
      maxLength: 8,
    }),
    raises: fc.boolean(),
  }),
  { maxLength: 6 },
);

it('counts for a process what its mini-batches add up to, and each item in one outcome, also at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      const collector = openCollector();
      const sum: CountTree = {};
      await Promise.all(
        all.map((batch) =>
          collector.miniBatch(
            () => happen(batch),
            (counts) => {
              const {
                items = 0,
                read = 0,
                skipped = 0,
                failed = 0,
                not_finished = 0,
                requests,
              } = toFigures(counts);
              expect(items).toBe(batch.outcomes.length);
              expect(read + skipped + failed + not_finished).toBe(items);
              expect(not_finished).toBe(batch.raises ? items : 0);
              expect(requests).toBe(items);
              addTree(sum, counts);
            },
          ),
        ),
      );
      expect(collector.total).toEqual(sum);
      collector.close();
    }),
    { numRuns: 30 },
  );
});

it('counts nothing of other workers in the process, nor of what happens outside of mini-batches', async () => {
  const [one, other] = [openCollector(), openCollector()];
  await one.miniBatch(
    () => happen({ outcomes: ['read'], raises: false }),
    () => {},
  );
  await happen({ outcomes: ['read'], raises: false });
  expect(toFigures(one.total)['items']).toBe(1);
  expect(other.total).toEqual({});
});

it('costs nothing when nobody listens', () => {
  let made = 0;
  const event = (): WorkerEvents['image'] => ({ key: 'a', bytes: (made += 1) });
  publish.image(event);
  expect(made).toBe(0);
  openCollector();
  publish.image(event);
  expect(made).toBe(1);
});

it('counts a mini-batch that raises', async () => {
  const collector = openCollector();
  const work = async (): Promise<never> => {
    await happen({ outcomes: ['read', 'read'], raises: true });
    throw new Error('network');
  };
  await expect(collector.miniBatch(work, () => {})).rejects.toThrow('network');
  expect(toFigures(collector.total)).toMatchObject({
    mini_batches: 1,
    mini_batches_raised: 1,
    items: 2,
    not_finished: 2,
    rows: 0,
    'error.network': 1,
  });
});
