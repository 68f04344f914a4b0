import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonRow } from '../../../src/report/verify/read-json-row.ts';
import { rowOf } from './row-text.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../schema/row.schema.json', import.meta.url), 'utf8'),
) as object;
const accepts = new Ajv({ allowUnionTypes: true }).compile(schema);

/** Every place in a value, as the keys that lead there. */
function placesIn(value: unknown, here: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...here]];
  return [[...here], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...here, key]))];
}

/** A copy with the value at a place replaced, or left out when it is undefined. */
function withPlace(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy = structuredClone(value) as Record<string, unknown>;
  const inner = withPlace(copy[key], rest, replacement);
  if (inner === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = inner;
  return copy;
}

describe('readJsonRow', () => {
  it('accepts what the public schema accepts, and nothing else', () => {
    const places = placesIn(rowOf('a')).filter((place) => place.length > 0);
    const replacement = fc.oneof(
      fc.constant(undefined),
      fc.constantFrom(null, '', 'failed', 'inch', -1, 0, 0.5, 1, 2, true, [], {}, { code: '', message: '' }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), replacement, (place, value) => {
        const line = JSON.stringify(withPlace(rowOf('a'), place, value));
        expect(readJsonRow(line).kind === 'row').toBe(accepts(JSON.parse(line)));
      }),
      { numRuns: 3000 },
    );
    expect(readJsonRow(JSON.stringify({ ...rowOf('a'), more: 1 })).kind).toBe('broken');
  });

  it('reads the plates, and a row of a version that had none', () => {
    const { plates, ...old } = rowOf('a');
    expect(readJsonRow(JSON.stringify({ ...old, plates }))).toMatchObject({ row: { plates } });
    expect(readJsonRow(JSON.stringify(old))).toMatchObject({ row: { plates: [] } });
  });

  it.each([
    ['{"file":"a","sta', 'torn: a part of the row is missing'],
    ['text":"b"}', 'torn: a part of the row is missing'],
    [`{"file":"a","te${JSON.stringify(rowOf('b'))}`, 'torn: a part of the row is missing'],
    ['hello', 'not JSON'],
    ['[]', 'the line is [], accepted is an object'],
    [JSON.stringify({ ...rowOf('a'), text: undefined }), 'text is missing, accepted is text'],
    [
      JSON.stringify({ ...rowOf('a'), confidence: '1' }),
      'confidence is "1", accepted is a number from 0 to 1 or null',
    ],
  ])('%s: %s', (line, problem) => {
    expect(readJsonRow(line)).toEqual({ kind: 'broken', problem });
  });
});
