import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runIn } from '../run-in.ts';
import { folderWithInput } from './support/input-folder.ts';

const ENDPOINT = ['--engine', 'read', '--kv_readapi', 'ocr', '--secrets', 'env', '--read_endpoint'];

describe("arguments that this package's entry script rejects", () => {
  it('are reported once, before anything starts', async () => {
    const folder = await folderWithInput(1);
    const env = { ...process.env, PARALLEL_RUN_OCR_SECRET_OCR: 'k' };
    const { code, out, err } = await runIn(folder, ['replay', 'in', '--', ...ENDPOINT, 'nonsense'], { env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.match(/--read_endpoint is not a URL/g)).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['in']);
  });
});
