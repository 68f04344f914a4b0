import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn, type RunInEnd } from '../run-in.ts';

function emulate(...args: readonly string[]): Promise<RunInEnd> {
  return runIn('/', ['emulate', '--port', '0', '--reading', 'synthetic', ...args]);
}

it.each([
  [['--host', '0.0.0.0'], /--allow_remote/],
  [['--latency', 'slow'], /--latency "slow" is not a distribution/],
  [['--rate', 'read=fast'], /--rate "read=fast" is not a rate/],
  [['--port', 'x'], /--port is "x": give a whole number from 0 to 65535/],
  [['--tier', 'S9'], /--tier is "S9": give one of F0, S1/],
  [['--operation_lifetime', '0'], /--operation_lifetime is "0": give a number of seconds above 0/],
  [['--tls', '--speed', '3'], /Unknown option --speed: did you mean --seed\? Accepted: --port/],
  [['samples'], /Unexpected argument "samples"/],
  [['--faults', '[{"on":"read.submit"}]'], /--faults: rule 1: fault is missing/],
  [['--faults', 'nowhere.json'], /--faults cannot be read: ENOENT/],
])('%j is rejected', async (args, message) => {
  const { code, err } = await emulate(...args);
  expect(err).toMatch(message);
  expect(err).toMatch(/See parallel-run-ocr emulate --help\n$/);
  expect(code).toBe(2);
});

it('a fault script from a file names the file, the rule and the field', async () => {
  const file = join(await temporaryFolder(), 'faults.json');
  await writeFile(file, '{"rules":[{"name":"busy","on":"read.submit","fault":"throttle","retry_after":-1}]}');
  const { err } = await emulate('--faults', file);
  expect(err).toContain(
    `${file}: rule 1 (busy): retry_after is -1, accepted is a number of seconds, 0 or more`,
  );
});

it('--help shows options, examples, budgets and operations', async () => {
  const { code, out } = await runIn('/', ['emulate', '--help']);
  expect(code).toBe(0);
  for (const text of [
    '--write_ca',
    'lognormal:800,0.5',
    'document-intelligence-get',
    'custom-vision.detect',
  ]) {
    expect(out).toContain(text);
  }
});
