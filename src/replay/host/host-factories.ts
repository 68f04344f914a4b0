import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineError } from '../../files/machine-error.ts';
import { packageFolder } from '../../files/package-folder.ts';
import type { DriverSetup } from './driver-messages.ts';
import { nodeEnvironment, nodeName } from './nodes.ts';
import { removeFolder, startProcessHost } from './start-process-host.ts';
import type { ProcessHost } from './process-host.ts';
import type { HostFactory } from './worker-host.ts';
import { makeWorkingFolder } from './working-folders.ts';

export interface HostFactoryOptions {
  readonly setup: Omit<DriverSetup, 'agent_name' | 'node'>;
  readonly environment: NodeJS.ProcessEnv;
  /** 1 unless it is given. */
  readonly nodeCount?: number;
  /** What AML gives all processes of a run as `AZUREML_RUN_ID`; the store of readings belongs to it. */
  readonly runId: string;
}

/** Each process is `python3` with the entry script in it, as on AML. */
export function pythonHosts(options: HostFactoryOptions): HostFactory {
  return processHosts(options, 'python3', pythonArguments);
}

/**
 * AML's leader, before the first worker process is started: imports the entry script and checks it. Its logs are those of `_main`.
 *
 * Source: https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#debug-from-logs
 */
export async function leadWithPython(options: HostFactoryOptions, signal: AbortSignal): Promise<void> {
  const host = startProcess(options, 'python3', pythonArguments, { agentName: '_main', node: 0 });
  try {
    await host.import(signal);
  } finally {
    host.kill();
    await host.exited;
  }
}

function pythonArguments(workingFolder: string): readonly string[] {
  return ['-B', '-u', join(packageFolder(), 'src', 'replay', 'host', 'driver.py'), workingFolder];
}

/** Each process is Node with the worker module in it, without the Python entry script. */
export function nodeHosts(options: HostFactoryOptions, nodeCommand: string): HostFactory {
  const driver = join(packageFolder(), 'dist', 'src', 'replay', 'host', 'node-driver.js');
  return processHosts(options, nodeCommand, (folder) => [driver, folder]);
}

function processHosts(
  options: HostFactoryOptions,
  command: string,
  toArguments: (workingFolder: string) => readonly string[],
): HostFactory {
  return {
    start(processNumber, node = 0) {
      const agentName = `process${String(processNumber).padStart(3, '0')}`;
      return startProcess(options, command, toArguments, { agentName, node });
    },
  };
}

function startProcess(
  { setup, environment, runId, nodeCount = 1 }: HostFactoryOptions,
  command: string,
  toArguments: (workingFolder: string) => readonly string[],
  { agentName, node }: { readonly agentName: string; readonly node: number },
): ProcessHost {
  const workingFolder = orMachineError(() => makeWorkingFolder(tmpdir()));
  const options = {
    command,
    arguments: toArguments(workingFolder),
    environment: {
      ...environment,
      AZUREML_RUN_ID: runId,
      AZUREML_BI_OUTPUT_PATH: setup.output_dir,
      ...nodeEnvironment(node, nodeCount),
    },
    workingFolder,
    setup: { ...setup, node: nodeName(node, nodeCount), agent_name: agentName },
  };
  return orMachineError(
    () => startProcessHost(options),
    () => removeFolder(workingFolder),
  );
}

/** @throws MachineError where this machine cannot start one more process */
function orMachineError<T>(start: () => T, cleanUp = () => {}): T {
  try {
    return start();
  } catch (error) {
    cleanUp();
    throw machineError('A worker process cannot be started', error) ?? error;
  }
}
