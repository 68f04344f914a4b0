import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WorkerHost } from '../../../src/replay/host/worker-host.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fixtureHosts, SCRIPTS } from './start-hosts.ts';

const signal = new AbortController().signal;

async function start(script: string, argv: readonly string[] = []) {
  const output = await temporaryFolder();
  const host = fixtureHosts(script, output, argv).start(7);
  onTestFinished(async () => {
    host.kill();
    await host.exited;
  });
  return { host, output };
}

const runOnce = (host: WorkerHost) => host.run(['/in/a.jpg'], { minibatch_index: 4, retry_count: 2 }, signal);

describe('driver.py', () => {
  it('shows the entry script what AML would show it', async () => {
    const { host, output } = await start('inspect_entry.py', ['--output', 'x', '--engine', 'offline']);
    await host.init(signal);
    const seen = JSON.parse((await runOnce(host))[0] ?? '') as Record<string, unknown> & {
      cwd: string;
      path0: string;
    };
    expect(seen).toMatchObject({
      argv: ['driver/amlbi_main.py', '--output', 'x', '--engine', 'offline'],
      path0: join(import.meta.dirname, '../../fixtures/entry-scripts'),
      main_thread: false,
      stdin: '',
      output_path: output,
      list: true,
      task_id: 4,
      context: [4, null, null, 2],
      script: { output_dir: output, agent_name: 'process007', working_dir: seen.path0 },
      same_script: true,
    });
    expect(seen.cwd).not.toBe(process.cwd());
    await host.shutdown(signal);
    expect(existsSync(seen.cwd)).toBe(false);
  });

  it("puts every kind of output where AML's logs have it [L01] [L03] [L04] [L10] [S05]", async () => {
    const { host, output } = await start('inspect_entry.py');
    await host.init(signal);
    const log = (path: string) => readFile(join(output, 'logs', path), 'utf8');
    expect(await log('user/entry_script_log/local/process007.log.txt')).toMatch(/\|INFO\|\d+\|logged\n$/);
    expect(await log('user/stdout/local/process007.stdout.txt')).toBe('printed\n');
    expect(await log('user/stderr/local/process007.stderr.txt')).toBe('complained\n');
    expect(await log('sys/node/local/process007.stdout.txt')).toBe('from a child\n');
  });

  it('writes the traceback of a failed run to the error log, without its own frames [A09]', async () => {
    const { host, output } = await start('contract_entry.py');
    await host.init(signal);
    await expect(host.run(['/in/fail'], { minibatch_index: 0 }, signal)).rejects.toThrow(
      'ValueError: no good',
    );
    const log = await readFile(join(output, 'logs/user/error/local/process007.txt'), 'utf8');
    expect(log).toMatch(/^Traceback.*contract_entry\.py.*ValueError: no good/s);
    expect(log).not.toContain('driver.py');
  });

  it('turns sys.exit in run into a failed attempt, and any element into text [F13] [R11] [R12]', async () => {
    const { host } = await start('contract_entry.py');
    await host.init(signal);
    await expect(host.run(['/in/exit'], { minibatch_index: 0 }, signal)).rejects.toThrow('SystemExit: 3');
    expect(await host.run(['/in/numbers'], { minibatch_index: 0 }, signal)).toEqual(['1', '2.5', 'None']);
  });

  it('tells the last words of a process that died', async () => {
    const { host } = await start('contract_entry.py');
    await host.init(signal);
    const call = host.run(['/in/die'], { minibatch_index: 0 }, signal);
    await expect(call).rejects.toThrow(
      'the worker process ended with exit code 7; its last lines:\nlast words',
    );
  });

  it('takes a DataFrame as AML writes it: no header, no index, a space between fields [D11]', async () => {
    const { host } = await start('frame_entry.py');
    await host.init(signal);
    expect(await runOnce(host)).toEqual(['a 1', 'b "x\n"']);
    expect(await host.run(['/in/none'], { minibatch_index: 0 }, signal)).toEqual([]);
  });

  describe('with parallel_run_step.settings.json beside the entry script', () => {
    async function startWith(settings: string) {
      const folder = await temporaryFolder();
      await copyFile(join(SCRIPTS, 'frame_entry.py'), join(folder, 'frame_entry.py'));
      await writeFile(join(folder, 'parallel_run_step.settings.json'), settings);
      return start(join(folder, 'frame_entry.py'));
    }

    it.each([
      ['{"append_row":{"pandas.DataFrame.to_csv":{"sep":",","index":true}}}', ['index,a,1', 'index,b,"x\n"']],
      ['{"append_row":{}}', ['a 1', 'b "x\n"']],
    ])('writes a DataFrame as %s says [D10]', async (settings, rows) => {
      const { host } = await startWith(settings);
      await host.init(signal);
      expect(await runOnce(host)).toEqual(rows);
    });

    it.each([
      ['{"append_row":', 'parallel_run_step.settings.json cannot be read: json.decoder.JSONDecodeError'],
      [
        '{"append_row":{"pandas.DataFrame.to_csv":","}}',
        'needs an object at "append_row", "pandas.DataFrame.to_csv"',
      ],
    ])('rejects %s', async (settings, message) => {
      const { host } = await startWith(settings);
      await expect(host.init(signal)).rejects.toThrow(message);
    });
  });

  it('needs neither init nor shutdown, and gives *arguments both [F02] [F35]', async () => {
    const { host } = await start('minimal_entry.py');
    await host.init(signal);
    expect(await runOnce(host)).toEqual(['2']);
    await host.shutdown(signal);
    expect(await host.exited).toEqual({ code: 0, signal: null });
  });

  it.each([
    ['no_run', 'has no function run(mini_batch)'],
    ['init_parameter', 'init() takes a parameter; AML calls it without one'],
    ['init_keyword', 'init() takes a parameter; AML calls it without one'],
    ['shutdown_any', 'shutdown() takes a parameter; AML calls it without one'],
    ['three_parameters', 'run() takes 3 parameters; AML calls it with 1 or 2'],
    [
      'broken_import',
      "cannot be imported: ModuleNotFoundError: No module named 'a_module_that_is_not_there'",
    ],
  ])(
    'rejects invalid/%s.py as AML does before it starts [F03] [F04] [F07] [F09] [F10] [F21]',
    async (name, message) => {
      const { host } = await start(`invalid/${name}.py`);
      const error = await host.init(signal).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        reason: 'EntryScriptInvalid',
        message: expect.stringContaining(message),
      });
    },
  );
});
