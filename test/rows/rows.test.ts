import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/batch/outcome.ts';
import { ItemError } from '../../src/contract/errors.ts';
import type { Row } from '../../src/contract/row.ts';
import { CSV_COLUMNS } from '../../src/rows/csv-row.ts';
import { ROW_FORMATTERS } from '../../src/rows/format-row.ts';
import { toRow } from '../../src/rows/to-row.ts';
import { itemsOf, readingOf } from '../support/items.ts';
import { numbersFrom } from '../support/numbers-from.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schema/row.schema.json', import.meta.url), 'utf8'),
) as object;
const isRow = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

// Everything that some reader takes for the end of a line: what Python's str.splitlines() splits at, and more.
// oxlint-disable-next-line no-control-regex
const LINE_BREAK = /[\n\r\u000B\u000C\u001C-\u001E\u0085\u2028\u2029]/;
const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\n',
      '\r',
      '\u2028',
      '\u2029',
      '\u0085',
      '\0',
      '"',
      ',',
      "'",
      '\\',
      '\ud800',
      '\udcff',
      '\u202E',
      'ש',
      '🚗',
      ' ',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
});

const CORNERS = [0, 0, 1, 0, 1, 1, 0, 1] as const;

const outcome: fc.Arbitrary<Outcome> = fc
  .record({
    path: nasty,
    texts: fc.array(nasty),
    kind: fc.constantFrom('read', 'skipped', 'failed'),
    ms: numbersFrom(0, 1e6),
  })
  .map(({ path, texts, kind, ms }) => {
    const [item] = itemsOf([path]);
    if (item === undefined) throw new Error('no item');
    if (kind === 'read') {
      const regions = texts.map((text) => ({
        tag: text,
        probability: 0.5,
        box: CORNERS,
        text,
        confidence: null,
      }));
      return {
        kind,
        item,
        durationMs: ms,
        reading: {
          ...readingOf(...texts),
          regions,
          warnings: texts.map((code) => ({ code, message: path })),
        },
        sha256: 'ab'.repeat(32),
      };
    }
    if (kind === 'skipped') return { kind, item, durationMs: ms };
    return {
      kind: 'failed',
      item,
      durationMs: ms,
      error: new ItemError('corrupt_image', path),
      sha256: null,
    };
  });

const row = fc
  .record({ outcome, detail: fc.constantFrom('text', 'lines', 'words'), id: nasty })
  .map(({ outcome: from, detail, id }) =>
    toRow(from, { engine: 'offline', detail, plateFormats: [], metadataOf: () => ({ id }) }),
  );

describe.each(['jsonl', 'csv'] as const)('a %s row', (format) => {
  it('is one physical line of valid UTF-8, whatever the file name or the text holds', () => {
    fc.assert(
      fc.property(row, (from) => {
        const line = ROW_FORMATTERS[format](from);
        expect(line).not.toMatch(LINE_BREAK);
        expect(line.isWellFormed()).toBe(true);
        expect(line.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a JSON row', () => {
  it('is what the schema says', () => {
    fc.assert(
      fc.property(row, (from) => {
        isRow(JSON.parse(ROW_FORMATTERS.jsonl(from)));
        expect(isRow.errors).toBeNull();
      }),
    );
  });

  it('gives back what it was made of, lone surrogates aside', () => {
    fc.assert(
      fc.property(row, (from) => {
        const replaced = JSON.stringify(from, (_, value: unknown) =>
          typeof value === 'string' ? value.toWellFormed() : value,
        );
        expect(JSON.parse(ROW_FORMATTERS.jsonl(from))).toEqual(JSON.parse(replaced));
      }),
    );
  });

  it('holds no lone surrogate, which strict readers reject', () => {
    fc.assert(
      fc.property(row, (from) => {
        JSON.parse(ROW_FORMATTERS.jsonl(from), (_, value: unknown) => {
          expect(String(value).isWellFormed()).toBe(true);
          return value;
        });
      }),
    );
  });
});

describe('a CSV row', () => {
  it('has the documented columns, whatever is in them', () => {
    fc.assert(
      fc.property(row, (from) => {
        const [fields, ...more] = parse(ROW_FORMATTERS.csv(from), { relax_column_count: true });
        expect(more).toEqual([]);
        expect(fields).toHaveLength(CSV_COLUMNS.length);
        expect(fields?.[1]).toBe(from.status);
      }),
    );
  });

  it('flattens text to one line and quotes it as RFC 4180 says', () => {
    const [item] = itemsOf(['/d/a,"b".jpg']);
    if (item === undefined) throw new Error('no item');
    const from = toRow(
      {
        kind: 'read',
        item,
        durationMs: 12.4,
        reading: readingOf('AB 123', 'say "hi"'),
        sha256: 'ab'.repeat(32),
      },
      { engine: 'offline', detail: 'lines', plateFormats: [], metadataOf: () => null },
    );
    expect(ROW_FORMATTERS.csv(from)).toBe(
      `"/d/a,""b"".jpg",succeeded,"AB 123 say ""hi""",0.5,offline,test-model,1,10,20,,${'ab'.repeat(32)},12,,,AB123,,1`,
    );
  });
});

describe('the row of an outcome', () => {
  const [item] = itemsOf(['/d/2020/08/07/a.jpg']);
  if (item === undefined) throw new Error('no item');
  const context = { engine: 'offline', detail: 'lines', plateFormats: [], metadataOf: () => null } as const;
  const rowOf = (
    outcomeOf: Outcome,
    more: Partial<typeof context> | { detail: 'text' | 'words' } = {},
  ): Row => toRow(outcomeOf, { ...context, ...more });
  const read = {
    kind: 'read',
    item,
    durationMs: 1,
    sha256: 'ab'.repeat(32),
    reading: readingOf('AB', 'CD'),
  } as const;

  it('joins the lines and averages their confidence', () => {
    expect(rowOf(read)).toMatchObject({
      status: 'succeeded',
      text: 'AB\nCD',
      confidence: 0.5,
      partition: '2020/08/07',
    });
  });

  it('tells a blank image from one with text', () => {
    expect(rowOf({ ...read, reading: readingOf() })).toMatchObject({
      status: 'no_text',
      text: '',
      confidence: null,
      lines: [],
    });
  });

  it('carries as much detail as asked for', () => {
    expect(rowOf(read, { detail: 'text' })).not.toHaveProperty('lines');
    expect(rowOf(read).lines?.[0]).not.toHaveProperty('words');
    expect(rowOf(read, { detail: 'words' }).lines?.[0]?.words).toEqual([
      { text: 'AB', confidence: 0.5, box: [0, 0, 9, 0, 9, 5, 0, 5] },
    ]);
  });

  it('carries what a detector found, and that it found nothing', () => {
    const region = {
      tag: 'plate',
      probability: 0.91236,
      box: [1, 2, 3, 2, 3, 4, 1, 4],
      text: 'AB',
      confidence: 0.5,
    } as const;
    expect(rowOf({ ...read, reading: { ...read.reading, regions: [region] } }).regions).toEqual([
      { ...region, probability: 0.9124 },
    ]);
    expect(rowOf({ ...read, reading: { ...readingOf(), regions: [] } })).toMatchObject({
      status: 'no_text',
      regions: [],
    });
    expect(rowOf(read)).not.toHaveProperty('regions');
  });

  it('says why an image failed', () => {
    const failed = {
      kind: 'failed',
      item,
      durationMs: 1,
      error: new ItemError('empty_file', 'No bytes.'),
      sha256: null,
    } as const;
    expect(rowOf(failed)).toMatchObject({
      status: 'failed',
      error: { code: 'empty_file', message: 'No bytes.' },
    });
  });
});
