import { readFile, stat } from 'node:fs/promises';
import { MOST_MANIFEST_BYTES } from '../../manifest/manifest.ts';
import { parseManifest, type ParsedManifest } from '../../manifest/parse-manifest.ts';

/** Reads the manifest of a mini-batch, whatever the file is. @returns a problem as the end of a sentence that begins with its name */
export async function readManifest(file: string): Promise<ParsedManifest> {
  try {
    const found = await stat(file);
    if (!found.isFile())
      return { kind: 'broken', problem: 'is no file; the manifest of a mini-batch is one' };
    if (found.size > MOST_MANIFEST_BYTES)
      return { kind: 'broken', problem: `is no manifest of a mini-batch: it has ${found.size} bytes` };
    return parseManifest(await readFile(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'broken', problem: code === 'ENOENT' ? 'does not exist' : `cannot be read: ${message}` };
  }
}
