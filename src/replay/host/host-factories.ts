import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineError } from '../../files/machine-error.ts';
import { packageFolder } from '../../files/package-folder.ts';
import type { DriverSetup } from './driver-messages.ts';
import { removeFolder, startProcessHost } from './start-process-host.ts';
import type { HostFactory } from './worker-host.ts';
import { makeWorkingFolder } from './working-folders.ts';

/** The only node of the job, as it is called in the log folders. */
const NODE_NAME = 'local';

export interface HostFactoryOptions {
  readonly setup: Omit<DriverSetup, 'agent_name' | 'node'>;
  readonly environment: NodeJS.ProcessEnv;
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
  { setup, environment, runId }: HostFactoryOptions,
  command: string,
  toArguments: (workingFolder: string) => readonly string[],
): HostFactory {
  return {
    start(processNumber) {
      const workingFolder = orMachineError(() => makeWorkingFolder(tmpdir()));
      const agentName = `process${String(processNumber).padStart(3, '0')}`;
      const options = {
        command,
        arguments: toArguments(workingFolder),
        environment: {
          ...environment,
          AZUREML_RUN_ID: runId,
          AZUREML_BI_OUTPUT_PATH: setup.output_dir,
          AZUREML_NODE_COUNT: '1',
        },
        workingFolder,
        setup: { ...setup, node: NODE_NAME, agent_name: agentName },
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
