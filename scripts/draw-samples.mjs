/**
 * Draws every file of `samples/` and writes its truth: `npm run samples`, or into another folder with
 * `node scripts/draw-samples.mjs --into FOLDER` (FOLDER/samples and FOLDER/samples-truth.json). `--fingerprint` only
 * prints a digest that tells whether this machine draws the committed bytes.
 *
 * Everything is invented and drawn: no photograph, no real plate, shop or person. All noise is seeded, so a second run
 * writes the same bytes with the same `sharp` and the same fonts: DejaVu Sans, DejaVu Sans Mono and DejaVu Serif
 * (Debian: fonts-dejavu). The letters of plates are strokes and need no font.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SAMPLES } from './draw/catalogue.mjs';
import { fingerprint } from './draw/fingerprint.mjs';

const { values } = parseArgs({ options: { into: { type: 'string' }, fingerprint: { type: 'boolean' } } });

if (values.fingerprint === true) process.stdout.write(`${await fingerprint()}\n`);
else if (values.into === undefined) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  await drawAll(join(root, 'samples'), join(root, 'test/fixtures/samples-truth.json'));
} else await drawAll(join(values.into, 'samples'), join(values.into, 'samples-truth.json'));

/** @param {string} folder emptied first @param {string} truthFile */
async function drawAll(folder, truthFile) {
  await rm(folder, { recursive: true, force: true });
  const samples = [];
  let total = 0;
  for (const { file, draw } of SAMPLES) {
    const { bytes, truth } = await draw();
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    samples.push({ file, ...truth });
    total += bytes.length;
    process.stdout.write(`${String(bytes.length).padStart(8)}  ${file}\n`);
  }
  await mkdir(dirname(truthFile), { recursive: true });
  await writeFile(truthFile, `${JSON.stringify({ fingerprint: await fingerprint(), samples }, null, 2)}\n`);
  process.stdout.write(`${total} bytes in ${samples.length} files\n`);
}
