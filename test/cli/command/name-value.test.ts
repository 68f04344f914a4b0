import { describe, expect, it } from 'vitest';
import { nameValue, pipelineInput } from '../../../src/cli/command/name-value.ts';
import { oneOf } from '../../../src/config/option.ts';

describe('an input of a pipeline', () => {
  it.each(['kv_readapi=None', 'a=', 'input_partition=2020/08/07', 'input_partition=2020-08-07'])(
    'accepts %s',
    (given) => {
      expect(pipelineInput.check(given)).toBeNull();
    },
  );

  it.each([
    'input_partition=None',
    'input_partition=',
    "input_partition=@formatDateTime(utcNow(), 'yyyy/MM/dd')",
  ])('rejects %s, with which every image would be skipped', (given) => {
    expect(pipelineInput.check(given)).toContain('for example 2020/08/07');
  });

  it('needs a name and an equals sign', () => {
    expect(pipelineInput.check('2020/08/07')).toBe('NAME=VALUE, NAME of letters, digits and underscores');
  });
});

it('takes the values of a type', () => {
  const colour = nameValue(oneOf(['red', 'blue']));
  expect(colour.check('a=red')).toBeNull();
  expect(colour.check('a=green')).toContain('VALUE one of red, blue');
});
