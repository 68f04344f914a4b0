import { expect, it } from 'vitest';
import { ItemError } from '../../src/contract/errors.ts';
import { noMetadata } from '../../src/rows/metadata.ts';
import { toRow } from '../../src/rows/to-row.ts';
import { itemsOf } from '../support/items.ts';

it('the error of a row shows a byte that is not UTF-8 as \\xFF', () => {
  const error = new ItemError('read_error', '"a\udcff.jpg" cannot be read.');
  const [item] = itemsOf(['/a.jpg']);
  const row = toRow(
    { kind: 'failed', item: item!, durationMs: 7.6, error, sha256: null },
    { engine: 'read', detail: 'text', plateFormats: [], metadataOf: noMetadata },
  );
  expect(row).toMatchObject({
    status: 'failed',
    error: { code: 'read_error', message: '"a\\xFF.jpg" cannot be read.' },
    duration_ms: 8,
  });
});
