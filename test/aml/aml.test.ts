import { describe, expect, it } from 'vitest';
import { runAml, WORKSPACE_FLAGS } from './run-aml.ts';

describe('parallel-run-ocr aml', () => {
  it('lists its commands', async () => {
    const { code, out } = await runAml(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/^parallel-run-ocr aml COMMAND[^]* {2}aml check /);
  });

  it.each([
    [[], 'parallel-run-ocr aml COMMAND'],
    [
      ['chek'],
      'Unknown command "chek": did you mean check? Accepted: check, provision, submit, publish, invoke, adf, cancel.\nSee parallel-run-ocr aml --help\n',
    ],
  ])('rejects %j', async (argv, message) => {
    const { code, err } = await runAml(argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it.each(['check', 'provision', 'submit', 'publish', 'invoke', 'adf', 'cancel'])(
    'explains %s with examples and exit codes',
    async (name) => {
      const { code, out, err } = await runAml([name, '--help']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(
        new RegExp(`^parallel-run-ocr aml ${name}[^]*Examples:[^]*Exit codes:\n {2}0 +success`),
      );
    },
  );

  it('reports every problem of the command line together', async () => {
    const { code, err } = await runAml([
      'check',
      ...WORKSPACE_FLAGS,
      '--datastroe',
      'x',
      'alone',
      '--compute=',
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /Unknown option --datastroe: did you mean --datastore\? Accepted: --json, --key_vault[^]*Unexpected argument "alone"[^]*--compute has no value/,
    );
  });

  it('takes an option with dashes', async () => {
    const { code, err } = await runAml(['check', '--resource-group', 'rg', '--workspace', 'ws']);
    expect(code).toBe(2);
    expect(err).toContain('--subscription is missing: give it, set AZUREML_ARM_SUBSCRIPTION');
    expect(err).not.toContain('resource_group is');
  });
});
