import { expect, it } from 'vitest';
import { parseArguments } from '../../src/config/parse-arguments.ts';

const parse = (line: string) => parseArguments(line.split(' '), {});

it.each([
  ['', false],
  ['--allow_private_urls', true],
  ['--allow_private_urls=true', true],
  ['--allow-private-urls True', true],
  ['--allow_private_urls False', false],
  ['--allow_private_urls --row_format csv', true],
])('takes %j as a switch', (given, allowPrivateUrls) => {
  expect(parse(`--engine offline ${given}`)).toMatchObject({ allowPrivateUrls });
});

it('does not guess what a switch means', () => {
  expect(() => parse('--engine offline --allow_private_urls yes')).toThrow(
    '--allow_private_urls is "yes": give true or false.',
  );
});
