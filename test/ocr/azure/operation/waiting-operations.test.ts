import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WaitingOperations } from '../../../../src/ocr/azure/operation/waiting-operations.ts';

it('counts the operations that were accepted at a time or later, whatever comes and goes', () => {
  const time = fc.integer({ min: 0, max: 20 });
  fc.assert(
    fc.property(fc.array(fc.tuple(time, fc.boolean())), time, (all, from) => {
      const operations = new WaitingOperations();
      for (const [end, isOver] of all.map(([at, over]) => [operations.add(at), over] as const)) {
        if (isOver) end();
      }
      const left = all.filter(([, isOver]) => !isOver).map(([at]) => at);
      expect(operations.count).toBe(left.length);
      expect(operations.countFrom(from)).toBe(left.filter((at) => at >= from).length);
    }),
  );
});
