import { describe, expect, it } from 'vitest';
import {
  ConfigurationError,
  ContractError,
  HostGoneError,
  ItemError,
  RepeatedRejectionError,
  TransientError,
  UnexplainedRejection,
} from '../../src/contract/errors.ts';
import { WireError } from '../../src/contract/wire-error.ts';

describe('an error', () => {
  it.each([
    [new ItemError('corrupt_image', 'no image'), 'item', 'ItemError'],
    [new UnexplainedRejection('http_400', 'rejected'), 'item', 'UnexplainedRejection'],
    [new RepeatedRejectionError('http_400', 'rejected'), 'configuration', 'RepeatedRejectionError'],
    [new TransientError('too_busy', 'busy'), 'transient', 'TransientError'],
    [new HostGoneError(), 'transient', 'HostGoneError'],
    [new ContractError('run_before_init', 'too early'), 'configuration', 'ContractError'],
    [new ConfigurationError(['a is bad']), 'configuration', 'ConfigurationError'],
    [new WireError(-32_600, 7, 'no request'), 'configuration', 'WireError'],
  ])('says what is at fault, and its own name: %s', (error, fault, name) => {
    expect(error).toMatchObject({ fault, name });
  });

  it('keeps its cause', () => {
    const cause = new Error('below');
    expect(new TransientError('too_busy', 'busy', { cause }).cause).toBe(cause);
    expect(new ConfigurationError(['a is bad'], { cause }).cause).toBe(cause);
    expect(new WireError(-32_600, null, 'no request', { cause }).cause).toBe(cause);
  });
});

describe('an unexplained rejection', () => {
  it('is alike when its code is, or when its reason is', () => {
    expect(new UnexplainedRejection('http_400', 'rejected')).toMatchObject({
      code: 'http_400',
      reason: 'http_400',
      message: 'rejected',
    });
    expect(new UnexplainedRejection('http_400', 'rejected', 'BadArgument').reason).toBe('BadArgument');
  });
});

describe('a host that is gone', () => {
  it('has a code and a sentence', () => {
    expect(new HostGoneError()).toMatchObject({
      code: 'host_gone',
      message: 'the host process went away during the run',
    });
  });
});

describe('a configuration error', () => {
  it('is its one problem', () => {
    const error = new ConfigurationError(['a is bad']);
    expect(error.message).toBe('a is bad');
    expect(error).toMatchObject({ code: 'invalid_arguments', problems: ['a is bad'] });
  });

  it('counts and lists several', () => {
    const error = new ConfigurationError(['a is bad', 'b is bad']);
    expect(error.message).toBe('2 problems with the arguments:\n  - a is bad\n  - b is bad');
    expect(error.problems).toEqual(['a is bad', 'b is bad']);
  });
});
