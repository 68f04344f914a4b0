import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { neverAborted } from '../../../src/flow/abort.ts';
import { pythonHosts } from '../../../src/replay/host/host-factories.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const RUN = 'def run(mini_batch):\n    return mini_batch\n';

/** How the start of an entry script fails. */
async function failureOf(code: string): Promise<unknown> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'entry.py'), code);
  const setup = {
    source_directory: folder,
    module: 'entry',
    argv: ['driver/amlbi_main.py'],
    output_dir: folder,
    log_dir: join(folder, 'logs'),
    logging_level: 'INFO',
  } as const;
  const host = pythonHosts({ setup, environment: process.env, runId: 'probe' }).start(1);
  onTestFinished(async () => {
    host.kill();
    await host.exited;
  });
  return host.init(neverAborted).then(
    () => 'started',
    (error: unknown) => error,
  );
}

describe('an entry script', () => {
  it('whose init has a parameter with a default is invalid [F05]', async () => {
    expect(await failureOf(`def init(argv=None):\n    pass\n${RUN}`)).toMatchObject({
      reason: 'EntryScriptInvalid',
    });
  });

  it('whose run cannot be called is invalid [F06]', async () => {
    expect(await failureOf('run = 3\n')).toMatchObject({ reason: 'EntryScriptInvalid' });
  });

  it('that exits at import is invalid [F22]', async () => {
    expect(await failureOf(`import sys\nsys.exit(0)\n${RUN}`)).toMatchObject({
      reason: 'EntryScriptInvalid',
    });
  });

  it('that exits in init fails to start [F15]', async () => {
    expect(await failureOf(`import sys\ndef init():\n    sys.exit(0)\n${RUN}`)).toMatchObject({
      reason: 'EntryScriptInitException',
      message: 'SystemExit: 0',
    });
  });

  it('whose process ends in init fails to start [F25]', async () => {
    expect(await failureOf(`import os\ndef init():\n    os._exit(9)\n${RUN}`)).toMatchObject({
      reason: 'ProcessDied',
      message: 'the worker process ended with exit code 9',
    });
  });
});
