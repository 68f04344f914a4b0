import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Row } from '../../../src/contract/row.ts';
import { REPORT_PRICES } from '../../../src/cli/rows/report-prices.ts';
import { reportRows } from '../../../src/report/html/report-rows.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';

const HOSTILE = `"><img src=x onerror=document.title='run'><script>document.title='run'</script>\u202E${'W'.repeat(300)}`;
export const FILE = 'in/hostile <b>&amp;\'"`.png';

/** A process whose names are hostile, with an attempt that raised. */
const HOSTILE_RECORD = {
  version: 1,
  process: HOSTILE,
  counts: { mini_batches: { returned: 1, raised: 1 }, errors: { [HOSTILE]: 1 } },
  figures: { mini_batches: 2 },
  calls: [HOSTILE, null].map((error) => ({
    minibatch_index: HOSTILE,
    started_at: `2026-01-01T00:00:0${error === null ? 5 : 0}.000Z`,
    run_s: 4,
    items: 1,
    failed: 0,
    error,
    requests: 3,
    over_rate: 2,
    wait_s: 1,
  })),
};

export function fewRows(): Row[] {
  const said = { width: 1200, height: 300, error: null, text: HOSTILE };
  const plate = { ...rowOf('a').plates![0]!, text: 'XY'.repeat(40), format: HOSTILE };
  const line = {
    text: HOSTILE,
    confidence: 0.5,
    box: [100, 100, 300, 100, 300, 150, 100, 150] as const,
    page: 1,
  };
  return [
    rowOf(FILE, {
      ...said,
      warnings: [{ code: 'incomplete_image', message: HOSTILE }],
      plates: [{ ...plate, box: line.box }],
      lines: [line],
    }),
    rowOf('in/other.png', { ...said, warnings: [], confidence: 0.9 }),
    rowOf(HOSTILE, { status: 'failed', warnings: [], error: { code: HOSTILE, message: HOSTILE } }),
  ];
}

export function manyRows(): Row[] {
  const plate = rowOf('a').plates![0]!;
  const failed = rowOf('failed.jpg', {
    status: 'failed',
    plates: [],
    confidence: null,
    error: { code: 'corrupt_image', message: 'm' },
  });
  const others = Array.from({ length: 10_000 }, (_, index) =>
    rowOf(`${index}.jpg`, {
      confidence: 1 - index / 20_000,
      plates: [{ ...plate, text: `P${String(index).padStart(4, '0')}` }],
      error: null,
    }),
  );
  return [failed, ...others];
}

/** @returns the page */
export async function writeReport(folder: string, rows: readonly Row[]): Promise<string> {
  const images = join(folder, 'images');
  await mkdir(join(images, 'in'), { recursive: true });
  const png = await sharp({ create: { width: 1200, height: 300, channels: 3, background: 'navy' } })
    .png()
    .toBuffer();
  for (const file of [FILE, 'in/other.png']) await writeFile(join(images, file), png);
  const file = join(folder, 'rows');
  await mkdir(join(folder, 'failed_items/metrics'), { recursive: true });
  await writeFile(join(folder, 'failed_items/metrics/a.json'), JSON.stringify(HOSTILE_RECORD));
  await writeFile(file, rows.map((row) => `${formatJsonRow(row)}\n`).join(''));
  const output = join(folder, 'report.html');
  await reportRows(
    {
      rows: file,
      failedItems: join(folder, 'failed_items'),
      range: { from: 1, to: 20_000 },
      images,
      prices: REPORT_PRICES,
      output,
    },
    new AbortController().signal,
  );
  return output;
}
