import type { Row } from '../../../src/contract/row.ts';

/** A row with a line and a region, changed as asked. */
export function rowOf(file: string, changes: Partial<Row> = {}): Row {
  const box = [0, 0, 1, 0, 1, 1, 0, 1] as const;
  const word = { text: 'AB 12', confidence: 0.5, box };
  return {
    file,
    status: 'succeeded',
    text: 'AB 12',
    confidence: 0.5,
    engine: 'offline',
    model: 'm',
    pages: 1,
    width: 10,
    height: 10.5,
    unit: 'pixel',
    lines: [{ ...word, page: 1, words: [word] }],
    plates: [{ ...word, text: 'AB12', raw: 'AB 12', page: 1, format: null }],
    regions: [{ ...word, tag: 'plate', probability: 1 }],
    warnings: [{ code: 'w', message: 'n' }],
    partition: '2020/08/07',
    sha256: 'a'.repeat(64),
    duration_ms: 5,
    error: { code: 'c', message: 'm' },
    metadata: { id: '1' },
    schema_version: 1,
    ...changes,
  };
}
