import { expect, it } from 'vitest';
import { parseArguments } from '../../src/config/parse-arguments.ts';

const parse = (formats: string) => parseArguments(['--engine', 'offline', '--plate_formats', formats], {});

it('--plate_formats takes countries and patterns', () => {
  expect(parse('BR,LLDDDD').plateFormats.map(({ name }) => name)).toEqual(['BR', 'LLDDDD']);
});

it('--plate_formats rejects what is neither, and names the countries', () => {
  expect(() => parse('BR,XX')).toThrow(
    '--plate_formats is "BR,XX": give a list, separated by commas, of countries (AR, AT, AU',
  );
});
