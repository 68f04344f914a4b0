import { expect, it } from 'vitest';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import { offlineImageMs } from '../../src/worker/offline-image-time.ts';

it.each([
  ['', 120],
  ['--run_invocation_timeout 60', 30],
  ['--run_invocation_timeout 600', 120],
  ['--run_invocation_timeout 60 --image_timeout 90', 90],
])('with "%s" the offline engine works up to %i seconds on one image', (argv, seconds) => {
  expect(offlineImageMs(parseArguments(['--engine', 'offline', ...argv.split(' ')], {}))).toBe(
    seconds * 1000,
  );
});
