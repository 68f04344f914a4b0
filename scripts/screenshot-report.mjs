/**
 * Takes docs/images/report.png, the screenshot of a report in the README: reads `samples/` with the offline engine, writes the report,
 * and keeps its upper part. Needs a build, and Chromium on the PATH. Run: npm run screenshot
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Down to the first plates. */
const SIZE = { width: 1280, height: 1690 };
const MAX_BYTES = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'report-screenshot-'));
try {
  const samples = join(ROOT, 'samples');
  run('replay', samples, '--output', folder, '--overwrite', '--', '--engine', 'offline');
  run('report', join(folder, 'parallel_run_step.txt'), '--images', samples);
  const screenshot = join(folder, 'screenshot.png');
  const chromium = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${join(folder, 'profile')}`,
    `--window-size=${SIZE.width},${SIZE.height}`,
    `--screenshot=${screenshot}`,
    `file://${join(folder, 'report.html')}`,
  ];
  execFileSync('chromium', chromium, { stdio: 'ignore' });
  const { size } = await sharp(screenshot)
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(join(ROOT, 'docs/images/report.png'));
  if (size > MAX_BYTES) throw new Error(`docs/images/report.png has ${size} bytes, more than ${MAX_BYTES}.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {...string} argv of this package's program */
function run(...argv) {
  execFileSync(process.execPath, [join(ROOT, 'dist/src/cli/main.js'), ...argv], { stdio: 'inherit' });
}
