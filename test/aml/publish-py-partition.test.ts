import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { partitionType } from '../../src/config/partition-text.ts';
import { DAY_SPELLINGS, NO_PARTITIONS, OTHER_PARTITIONS } from '../config/partition-examples.ts';
import { ROOT } from '../samples-truth.ts';

const ASK = `
import argparse, json, sys
from input_partition import input_partition
def ask(text):
    try:
        return input_partition(text) == text
    except argparse.ArgumentTypeError as error:
        return str(error)
print(json.dumps([ask(text) for text in json.load(sys.stdin)]))`;

/** For each text true, or why publish.py rejects it. */
function ask(texts: readonly string[]): (true | string)[] {
  const options = {
    cwd: `${ROOT}aml/v1`,
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  } as const;
  return JSON.parse(execFileSync('python3', ['-B', '-c', ASK], options)) as (true | string)[];
}

/** Pieces of which partitions, placeholders and expressions are made. */
const PIECES =
  '2020 08 07 7 31 02 1999 / - _ . = T : , cam north none null nan today day mm dd yyyy march 7aug PipelineParameter n/a * @ $ % .. ü ٢';
const PIECE = fc.constantFrom(' ', '\n', ...PIECES.split(' '));

it('publish.py accepts no partition that the worker rejects, and takes none for another', () => {
  const made = fc.sample(
    fc.array(PIECE, { maxLength: 7 }).map((pieces) => pieces.join('')),
    5_000,
  );
  const texts = [...DAY_SPELLINGS, ...OTHER_PARTITIONS.map(([given]) => given), ...NO_PARTITIONS, ...made];
  const answers = ask(texts);
  const accepted = texts.filter((_, place) => answers[place] === true);
  expect(accepted.length).toBeGreaterThan(100);
  expect(accepted.filter((text) => partitionType.check(text) !== null)).toEqual([]);
  const meaning = (text: string): string => partitionType.parse(text).replaceAll('-', '/');
  expect(accepted.filter((text) => meaning(text) !== text.replaceAll('-', '/'))).toEqual([]);
});

it('publish.py accepts the forms that it names', () => {
  const texts = ['2020/08/07', '2020-08-07', '2020/08', 'north/cam1', '2020/08/07/cam1', 'images/2020/08/07'];
  expect(ask(texts)).toEqual(texts.map(() => true));
  expect(ask(['None'])[0]).toMatch(
    /^is 'None': give folder names joined by slashes, for example 2020\/08\/07/,
  );
});
