import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { formatCsvRow } from '../../../src/rows/csv-row.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

const plate = rowOf('a').plates![0]!;
const A = rowOf('é.jpg', { plates: [plate, { ...plate, text: '=1', format: 'DE' }], error: null });
const FAILED = rowOf('f.jpg', {
  status: 'failed',
  plates: [],
  lines: [],
  error: { code: 'c', message: 'm' },
});

async function tableOf(lines: readonly string[], ...argv: string[]) {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'rows'), lines.map((line) => `${line}\n`).join(''));
  await mkdir(join(folder, 'failed_items'));
  await writeFile(
    join(folder, 'failed_items/1.jsonl'),
    '{"file":"g.jpg","code":"empty_file","message":"e"}\n',
  );
  const { code, out, err } = await runIn(folder, ['export', 'rows', '--output', 'x.csv', ...argv]);
  const text = await readFile(join(folder, 'x.csv'), 'utf8').catch(() => '');
  const records: Record<string, string>[] = text.startsWith('\uFEFF')
    ? parse(text, { columns: true, bom: true })
    : [];
  return { code, out, err, folder, text, records };
}

describe('export', () => {
  it('writes a row a record, with a header and a byte order mark', async () => {
    const { code, out, text, records } = await tableOf([A, A].map(formatJsonRow));
    expect({ code, out }).toEqual({ code: 0, out: 'x.csv: 2 records\n' });
    expect(text).toMatch(/^\uFEFFfile,status,plate,plates,text,/);
    expect(records[0]).toMatchObject({
      file: 'é.jpg',
      plate: 'AB12',
      plates: '2',
      confidence: '0.5',
      error_code: '',
    });
  });

  it.each([
    ['plates', ['AB12', "'=1"]],
    ['lines', ['AB 12']],
  ])('writes each of the %s once with --deduplicated', async (table, texts) => {
    const { records } = await tableOf([A, A].map(formatJsonRow), '--table', table, '--deduplicated');
    expect(records.map(({ text }) => text)).toEqual(texts);
    expect(records[0]).toMatchObject({ file: 'é.jpg', page: '1', x1: '0', y4: '1' });
  });

  it('writes the images that failed, with and without a row', async () => {
    const { records } = await tableOf([A, FAILED].map(formatJsonRow), '--table', 'failed');
    expect(records).toEqual([
      { file: 'f.jpg', code: 'c', message: 'm' },
      { file: 'g.jpg', code: 'empty_file', message: 'e' },
    ]);
  });

  it('reads rows in CSV, whose plates have no box', async () => {
    const { records } = await tableOf([formatCsvRow(A)], '--table', 'plates');
    expect(records).toEqual([expect.objectContaining({ text: 'AB12', raw: '', x1: '', y4: '' })]);
  });

  it('leaves broken lines out, and says so', async () => {
    const { code, err, records } = await tableOf([formatJsonRow(A), '{"file":"b']);
    expect(records).toHaveLength(1);
    expect(err).toContain('1 broken line is left out');
    expect(code).toBe(3);
  });

  it.each(['csv', 'parquet', 'xlsx'])(
    'rejects what is no file of rows, and keeps what was written before: %s',
    async (format) => {
      const { code, out, err, folder } = await tableOf(['no row', 'at all'], '--format', format);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('rows has no row: line 1 is 1 of 17 CSV columns');
      const before = await readdir(folder);
      await writeFile(join(folder, `rows.${format}`), 'before');
      expect((await runIn(folder, ['export', 'rows', '--format', format])).code).toBe(1);
      expect((await readdir(folder)).toSorted()).toEqual([...before, `rows.${format}`].toSorted());
      expect(await readFile(join(folder, `rows.${format}`), 'utf8')).toBe('before');
    },
  );

  it.each([
    [['--output', 'x.parquet'], 'PAR1'],
    [['--output', 'x.xlsx'], 'PK\u0003\u0004'],
    [['--output', 'x.xlsx', '--format', 'csv'], '\u00EF\u00BB\u00BF'],
    [['--output', 'x.txt', '--format', 'parquet'], 'PAR1'],
  ])('takes the format from --format, or the ending of --output: %j', async (argv, begin) => {
    const { code, out, folder } = await tableOf([formatJsonRow(A)], ...argv);
    expect({ code, out }).toEqual({ code: 0, out: `${argv[1]}: 1 record\n` });
    const bytes = await readFile(join(folder, argv[1]!));
    expect(bytes.toString('latin1', 0, begin.length)).toBe(begin);
  });

  it('warns of texts that it cuts for xlsx', async () => {
    const long = formatJsonRow({ ...A, text: 'x'.repeat(32_768) });
    const cut = await tableOf([long], '--format', 'xlsx');
    expect(cut.code).toBe(0);
    expect(cut.err).toContain('1 text is longer than the 32,767 characters of a cell and is cut');
    expect((await tableOf([long], '--format', 'parquet')).err).toBe('');
  });

  it.each([
    [['--format', 'xls'], 'one of csv, parquet, xlsx'],
    [['--table', 'words'], 'one of rows, lines, plates, failed'],
    [['--output', 'rows'], 'names ROWS itself'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, err } = await tableOf([formatJsonRow(A)], ...argv);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
