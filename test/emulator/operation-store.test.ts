import { expect, it } from 'vitest';
import { OperationStore } from '../../src/emulator/operation-store.ts';

it('an expired operation is forgotten for good when the next one comes, so that memory is free again', () => {
  let now = 0;
  const store = new OperationStore(() => 1000, { now: () => now, after: () => () => {} });
  const fields = { service: 'read', sha256: '', readyMs: 0, forcedOutcome: null, pages: [1] } as const;
  const [first, second] = [store.add(fields), store.add(fields)];
  now = 1000;
  const third = store.add(fields);
  now = 0;
  expect([first, second, third].map(({ id }) => store.find('read', id))).toEqual([null, null, third]);
});

it('an operation belongs to its service, and its id is good in capitals', () => {
  const store = new OperationStore(() => 1000, { now: () => 0, after: () => () => {} });
  const operation = store.add({ service: 'read', sha256: '', readyMs: 0, forcedOutcome: null, pages: [1] });
  expect(store.find('document-intelligence', operation.id)).toBeNull();
  expect(store.find('read', operation.id.toUpperCase())).toBe(operation);
});
