import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineError } from '../../files/machine-error.ts';
import { packageFolder } from '../../files/package-folder.ts';
import type { DriverSetup } from './driver-messages.ts';
import { nodeEnvironment, nodeName } from './nodes.ts';
import { removeFolder, startProcessHost } from './start-process-host.ts';
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
  const driver = join(packageFolder(), 'src', 'replay', 'host', 'driver.py');
  return processHosts(options, 'python3', (folder) => ['-B', '-u', driver, folder]);
}

/** Each process is Node with the worker module in it, without the Python entry script. */
export function nodeHosts(options: HostFactoryOptions, nodeCommand: string): HostFactory {
  const driver = join(packageFolder(), 'dist', 'src', 'replay', 'host', 'node-driver.js');
  return processHosts(options, nodeCommand, (folder) => [driver, folder]);
}

function processHosts(
  { setup, environment, runId, nodeCount = 1 }: HostFactoryOptions,
  command: string,
  toArguments: (workingFolder: string) => readonly string[],
): HostFactory {
  return {
    start(processNumber, node = 0) {
      const workingFolder = orMachineError(() => makeWorkingFolder(tmpdir()));
      const agentName = `process${String(processNumber).padStart(3, '0')}`;
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
    },
  };
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
