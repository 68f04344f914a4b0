import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/config/parse-arguments.ts';
import { bestSettings } from '../../../src/plan/pace/best-settings.ts';
import { miniBatchSeconds, serviceRate } from '../../../src/plan/pace/pace.ts';
import { paceOf } from '../../../src/plan/pace/pace-of.ts';
import { miniBatchSizes, runSeconds } from '../../../src/plan/pace/run-seconds.ts';

const folderSizes = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 50 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((entries) => new Map(entries));
const engines = fc.constantFrom<string[][]>(
  ['--kv_readapi', 'x'],
  ['--kv_readapi', 'x', '--service_tps', '60'],
  ['--kv_readapi', 'x', '--engine', 'document-intelligence'],
  ['--kv_readapi', 'x', '--kv_customimage', 'y'],
  ['--engine', 'offline'],
);
const pacesOf = (argv: string[]) => (perNode: number) =>
  paceOf(parseArguments(argv, {}), { platesPerImage: 1, secondsPerImage: 1.5, cores: 4 }, perNode);

describe('the best settings', () => {
  it('leave time for a slow day, and are not slower than two guesses', () => {
    fc.assert(
      fc.property(engines, folderSizes, fc.integer({ min: 1, max: 4 }), (argv, folders, nodes) => {
        const paces = pacesOf(argv);
        const best = bestSettings(paces, folders, nodes, 2);
        const processes = nodes * best.processCountPerNode;
        const pace = paces(best.processCountPerNode);
        expect(best.runInvocationTimeout).toBeGreaterThanOrEqual(
          2 * miniBatchSeconds(pace, best.miniBatchSize, processes),
        );
        if (pace.latency === null) return;
        for (const size of [1, 10]) {
          expect(best.seconds).toBeLessThanOrEqual(1.06 * runSeconds(paces(1), folders, size, nodes));
        }
        const images = [...folders].reduce((sum, [size, count]) => sum + size * count, 0);
        expect(best.seconds).toBeGreaterThanOrEqual(images / (serviceRate(pace) ?? Infinity) - 1e-6);
      }),
      { numRuns: 25 },
    );
  });

  it('use the whole rate where the folders allow it', () => {
    const best = bestSettings(
      pacesOf(['--kv_readapi', 'x', '--service_tps', '20']),
      new Map([[10_000, 1]]),
      1,
      2,
    );
    expect(best).toMatchObject({ miniBatchSize: 100, processCountPerNode: 1, runInvocationTimeout: 60 });
    expect(best.seconds).toBeLessThan(1.05 * 1000);
  });

  it('use more processes where folders are small', () => {
    const best = bestSettings(
      pacesOf(['--kv_readapi', 'x', '--service_tps', '20']),
      new Map([[10, 1000]]),
      1,
      2,
    );
    expect(best.processCountPerNode).toBeGreaterThan(5);
    expect(best.seconds).toBeLessThan(1.3 * 1000);
  });

  it('keep the processes that are given where no rate is known', () => {
    const container = ['--engine', 'read-container', '--read_endpoint', 'http://c'];
    expect(bestSettings(pacesOf(container), new Map([[100, 1]]), 1, 3).processCountPerNode).toBe(3);
  });
});

it('cuts folders into mini-batches that hold all of their images', () => {
  fc.assert(
    fc.property(folderSizes, fc.integer({ min: 1, max: 700 }), (folders, size) => {
      const images = [...folders].reduce((sum, [files, count]) => sum + files * count, 0);
      const cut = [...miniBatchSizes(folders, size)];
      expect(cut.reduce((sum, [files, count]) => sum + files * count, 0)).toBe(images);
      expect(Math.max(...cut.map(([files]) => files))).toBeLessThanOrEqual(size);
    }),
  );
});
