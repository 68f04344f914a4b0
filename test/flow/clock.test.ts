import { expect, it } from 'vitest';
import { importGraph, readSource } from '../support/import-graph.ts';

/** The time of day, which runs backwards when it is corrected, is compared with times of day only. */
const TIMES_OF_DAY: Readonly<Record<string, string>> = {
  'src/store/open-store.ts': 'the age of files',
  'src/emulator/faults/secret-state.ts': 'the dates of a secret in a vault',
};

it('no duration is taken from the time of day', () => {
  const files = [...importGraph().keys()].filter((file) => /\bDate\.now\b/.test(readSource(file)));
  expect(files).toEqual(Object.keys(TIMES_OF_DAY));
});
