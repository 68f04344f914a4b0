import { describe, expect, expectTypeOf, it } from 'vitest';
import { anyText, flag, oneOf, upperCased, wholeNumber } from '../../src/config/option.ts';
import { grouped, parseOptions } from '../../src/config/parse-options.ts';

const TABLE = {
  ...grouped('Limits', {
    port: { value: 'N', description: '', default: '5005', type: wholeNumber(0, 65_535) },
    nodes: { value: 'N', description: '', defaultDescription: 'chosen later', type: wholeNumber(1, 9) },
    level: { value: 'LEVEL', description: '', default: 'INFO', type: upperCased(oneOf(['INFO', 'DEBUG'])) },
    only: { value: 'PART', description: '', type: oneOf(['data', 'compute']), repeatable: true },
  }),
  name: { value: 'NAME', description: '', type: anyText },
  json: flag(''),
};

describe('parseOptions', () => {
  it('applies defaults, and gives each option the type of its table', () => {
    const { values, problems } = parseOptions(TABLE, {});
    expectTypeOf(values.port).toEqualTypeOf<number>();
    expectTypeOf(values.nodes).toEqualTypeOf<number | undefined>();
    expectTypeOf(values.level).toEqualTypeOf<'INFO' | 'DEBUG'>();
    expectTypeOf(values.only).toEqualTypeOf<readonly ('data' | 'compute')[]>();
    expectTypeOf(values.name).toEqualTypeOf<string | undefined>();
    expectTypeOf(values.json).toEqualTypeOf<boolean>();
    expect(values).toEqual({
      port: 5005,
      nodes: undefined,
      level: 'INFO',
      only: [],
      name: undefined,
      json: false,
    });
    expect(problems).toEqual([]);
  });

  it('lets the last text win, and keeps all of an option that may be repeated', () => {
    const given = { port: ['1', '2'], level: ['debug'], only: ['data', 'compute'], json: ['true'] };
    expect(parseOptions(TABLE, given).values).toMatchObject({
      port: 2,
      level: 'DEBUG',
      only: ['data', 'compute'],
      json: true,
    });
  });

  it('names every text that is not accepted', () => {
    const given = { port: ['1', 'x'], only: ['data', 'all'], name: [''] };
    expect(parseOptions(TABLE, given).problems).toEqual([
      '--port is "x": give a whole number from 0 to 65535.',
      '--only is "all": give one of data, compute.',
      '--name has no value: give a value.',
    ]);
  });
});
