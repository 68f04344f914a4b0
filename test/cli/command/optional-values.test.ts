import { describe, expect, it } from 'vitest';
import { withOptionalValues } from '../../../src/cli/command/optional-values.ts';
import { anyText, flag, wholeNumber } from '../../../src/config/option.ts';

const port = wholeNumber(1, 65_535);
const table = {
  inspect: {
    value: '[PORT]',
    description: '',
    type: { ...port, check: (given: string) => (given === '' ? null : port.check(given)) },
  },
  output: { value: 'DIR', description: '', type: anyText },
  json: flag(''),
};

/** As yargs parses `before`: an option takes the word behind it. */
const wordsOf = (before: readonly string[], options: Record<string, string[]>, positionals: string[] = []) =>
  withOptionalValues(table, { before, after: [], options, positionals });

describe('an option whose value may be missing', () => {
  it('leaves a word that is no value to the positionals', () => {
    const words = wordsOf(['--inspect', 'images', 'more'], { inspect: ['images'] }, ['more']);
    expect(words).toMatchObject({ options: { inspect: [''] }, positionals: ['images', 'more'] });
  });

  it.each([
    ['a port', ['--inspect', '9333'], '9333'],
    ['no word', ['--inspect'], ''],
    ['a wrong value behind =', ['--inspect=images'], 'images'],
  ])('keeps %s', (_what, before, value) => {
    expect(wordsOf(before, { inspect: [value] })).toMatchObject({
      options: { inspect: [value] },
      positionals: [],
    });
  });

  it('is not there where it was not given, and others keep their values', () => {
    const words = { output: ['x'], json: ['true'] };
    expect(wordsOf(['--output', 'x', '--json'], words)).toMatchObject({ options: words, positionals: [] });
    expect(Object.keys(wordsOf(['--output', 'x'], words).options)).toEqual(['output', 'json']);
  });
});
