import { readdirSync, readFileSync } from 'node:fs';
import { kill } from 'node:process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startProbe, SNAPSHOT, type Probe } from './start-probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await startProbe();
});
afterAll(() => probe.close());

const log = (file: string): string => readFileSync(join(probe.output, 'logs', file), 'utf8');

describe('the entry script', () => {
  it('is imported by its dotted name, with relative imports [P01]', async () => {
    expect(await probe.ask('beside')).toEqual(['src.probe_entry', 'src.beside', 'beside']);
  });

  it('is not __main__ [P08]', async () => {
    expect(await probe.ask('beside')).toContain('src.probe_entry');
  });

  it('cannot import its neighbour by a bare name [P02]', async () => {
    expect(await probe.ask('bare_name')).toBe('ModuleNotFoundError');
  });

  it('imports from the root of the snapshot [P07]', async () => {
    expect(await probe.ask('sys_path')).toBe(SNAPSHOT);
    expect(await probe.ask('at_root')).toBe('at the root');
  });

  it('works in a temporary folder [P03]', async () => {
    const cwd = String(await probe.ask('cwd'));
    expect(cwd).not.toBe(process.cwd());
    expect(cwd).not.toContain(SNAPSHOT);
  });

  it('knows its own absolute path [P05]', async () => {
    expect(await probe.ask('file')).toBe(join(SNAPSHOT, 'src/probe_entry.py'));
  });

  it('reads files of its folder, where nothing is written [P06]', async () => {
    expect(await probe.ask('own_source')).toBe(true);
    expect(readdirSync(SNAPSHOT, { recursive: true }).filter((name) => name.includes('pycache'))).toEqual([]);
  });

  it('has an empty standard input [P09]', async () => {
    expect(await probe.ask('stdin')).toBe('');
  });

  it('has its arguments at import [V06]', async () => {
    expect(await probe.ask('arguments_at_import')).toEqual(['driver/amlbi_main.py', '--engine', 'offline']);
  });

  it('finds the output folder in the environment [V07]', async () => {
    expect(await probe.ask('environment')).toMatchObject({ AZUREML_BI_OUTPUT_PATH: probe.output });
  });

  it('finds the number of nodes in the environment [V11]', async () => {
    expect(await probe.ask('environment')).toMatchObject({ AZUREML_NODE_COUNT: '1' });
  });
});

describe('its thread', () => {
  it('is not the main one, so that it cannot handle signals [F16]', async () => {
    expect(await probe.ask('main_thread')).toBe(false);
    expect(await probe.ask('signal')).toBe('ValueError');
  });

  it('is the same in init and run [F17]', async () => {
    expect(await probe.ask('thread_local')).toBe('set in init');
  });

  it('has no event loop, and can make one [F28]', async () => {
    expect(await probe.ask('event_loop')).toEqual(['RuntimeError', 'answered']);
  });

  it('may start others [F29]', async () => {
    expect(await probe.ask('threads')).toEqual([1, 2, 3]);
  });

  it('may fork processes [F27]', async () => {
    expect(await probe.ask('pool')).toEqual([1, 2, 3]);
  });
});

describe('EntryScript', () => {
  it('is one object from the import on, which keeps what init sets [S01] [S07]', async () => {
    expect(await probe.ask('same_script')).toBe(true);
  });

  it('needs no package [S08]', async () => {
    expect(await probe.ask('no_package')).toBeNull();
  });

  it('knows where the driver was started [S02]', async () => {
    expect(await probe.ask('script')).toMatchObject({ working_dir: SNAPSHOT });
  });

  it('knows the output folder [S03]', async () => {
    expect(await probe.ask('script')).toMatchObject({ output_dir: probe.output });
  });

  it('knows the name of its process [S09]', async () => {
    expect(await probe.ask('script')).toMatchObject({ agent_name: 'process007' });
  });

  it('logs details at the level DEBUG [S06]', async () => {
    await probe.ask('debug');
    expect(log('user/entry_script_log/local/process007.log.txt')).toContain('in detail');
  });
});

describe('run', () => {
  it('may be any object that can be called [F26]', async () => {
    expect(readFileSync(join(SNAPSHOT, 'src/probe_entry.py'), 'utf8')).toContain('\nrun = Run()');
    expect(await probe.ask('at_root')).toBe('at the root');
  });

  it('gets a list of paths that knows its number [M01]', async () => {
    expect(await probe.ask('mini_batch')).toEqual([true, ['/in/mini_batch'], 4]);
  });

  it('gets a context without partition and dataset [M07]', async () => {
    expect(await probe.ask('context')).toEqual([4, null, null, expect.anything()]);
  });

  it('gets the number of earlier attempts [M08]', async () => {
    expect(await probe.ask('context')).toEqual([4, null, null, 2]);
  });

  it('fails by a KeyboardInterrupt like by another error [F14]', async () => {
    await expect(probe.run('interrupt')).rejects.toMatchObject({
      reason: 'EntryScriptRunException',
      message: 'KeyboardInterrupt',
    });
    expect(await probe.ask('at_root')).toBe('at the root');
  });

  it('may print any number of lines [L12]', async () => {
    expect(await probe.ask('print_much')).toBe(true);
    expect(log('user/stdout/local/process007.stdout.txt')).toContain('line 19999\n');
  });

  it('logs with the root logger where it prints [L02]', async () => {
    await probe.ask('log_with_root');
    expect(log('user/stdout/local/process007.stdout.txt')).toContain('from the root logger\n');
  });
});

describe('what run returns', () => {
  const WRONG = { reason: 'EntryScriptRunReturnWrongType' };

  it('is no dict [R03]', async () => {
    await expect(probe.run('dict')).rejects.toMatchObject(WRONG);
  });

  it('is no bytes [R04]', async () => {
    await expect(probe.run('bytes')).rejects.toMatchObject(WRONG);
  });

  it('is no set [R05]', async () => {
    await expect(probe.run('set')).rejects.toMatchObject(WRONG);
  });

  it('is no generator [R06]', async () => {
    await expect(probe.run('generator')).rejects.toMatchObject(WRONG);
  });

  it('is no number [R07]', async () => {
    await expect(probe.run('number')).rejects.toMatchObject(WRONG);
  });

  it('is no boolean [R08]', async () => {
    await expect(probe.run('true')).rejects.toMatchObject(WRONG);
  });

  it('is written as Python shows it [R13]', async () => {
    expect(await probe.run('reprs')).toEqual(["{'a': 'b'}", "b'bytes'"]);
  });

  it('is written as it formats itself [R17]', async () => {
    expect(await probe.run('formatted')).toEqual(['formatted']);
  });
});

it('a process that is killed takes with it what it started [A08]', { timeout: 60_000 }, async () => {
  const other = await startProbe();
  const child = Number(await other.ask('start_child'));
  expect(isRunning(child)).toBe(true);
  await other.close();
  await vi.waitFor(() => expect(isRunning(child)).toBe(false), { timeout: 15_000, interval: 20 });
});

/** A zombie that nobody has waited for yet no longer runs. */
function isRunning(pid: number): boolean {
  try {
    kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
