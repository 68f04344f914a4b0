import { basename, dirname, join, resolve } from 'node:path';
import { nodeHosts, pythonHosts } from '../../../src/replay/host/host-factories.ts';
import type { HostFactory } from '../../../src/replay/host/worker-host.ts';

export const SCRIPTS = join(import.meta.dirname, '../../fixtures/entry-scripts');

/** Real worker processes with one of the fixtures, or another entry script, in them. */
export function fixtureHosts(
  script: string,
  outputFolder: string,
  argv: readonly string[] = [],
  environment: NodeJS.ProcessEnv = process.env,
): HostFactory {
  const python = script.endsWith('.py');
  const file = resolve(SCRIPTS, script);
  const setup = {
    source_directory: dirname(file),
    module: python ? basename(script, '.py') : file,
    argv: ['driver/amlbi_main.py', ...argv],
    output_dir: outputFolder,
    log_dir: join(outputFolder, 'logs'),
    logging_level: 'INFO',
  } as const;
  const options = { setup, environment, runId: `test-${process.pid}` };
  return python ? pythonHosts(options) : nodeHosts(options, process.execPath);
}
