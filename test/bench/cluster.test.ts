import { expect, it } from 'vitest';
import { simulateCluster } from '../../bench/flow/cluster.ts';

const FEW = { scale: 50, processesPerNode: 4, hours: [500] };

it('a simulated cluster is the same for the same seed, and uses its rate', () => {
  const first = simulateCluster({ ...FEW, seed: 1 });
  expect(simulateCluster({ ...FEW, seed: 1 })).toEqual(first);
  expect(simulateCluster({ ...FEW, seed: 2 })).not.toEqual(first);
  expect(first.utilisation).toBeGreaterThan(0.9);
  expect(first.rejectedShare).toBeLessThan(0.1);
  expect(first.images).toBeGreaterThan(10_000);
});
