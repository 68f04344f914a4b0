import type { EventEmitter } from 'node:events';
import { amlCommands } from '../../src/cli/aml/aml.ts';
import { type RunInEnd, runIn } from '../cli/run-in.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hurriedClock } from './hurried-clock.ts';
import { holdsToken, testCredential } from './identity.ts';

export const WORKSPACE_FLAGS = [
  '--subscription',
  '00000000-1111-2222-3333-444444444444',
  '--resource_group',
  'rg',
  '--workspace',
  'ws',
];

/** The ARM id of the workspace that `WORKSPACE_FLAGS` name. */
export const WS =
  '/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws';

export interface AmlRunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly credential?: ReturnType<typeof testCredential>;
  /** Emits SIGINT for the command. */
  readonly signals?: EventEmitter;
  readonly onErr?: (text: string) => void;
}

/** `parallel-run-ocr aml …` in this process, as a person who is signed in. */
export async function runAml(argv: readonly string[], options: AmlRunOptions = {}): Promise<RunInEnd> {
  const { folder, credential = testCredential(), ...rest } = options;
  const commands = amlCommands({
    createCredential: () => Promise.resolve(credential),
    clock: hurriedClock(),
    newId: () => '1a2b3c4d-0000-4000-8000-000000000000',
  });
  const run = await runIn(folder ?? (await temporaryFolder()), ['aml', ...argv], {
    commands: { name: 'parallel-run-ocr', summary: '', about: '', commands: [commands] },
    ...rest,
  });
  if (holdsToken(run.out + run.err)) throw new Error('a token was printed');
  return run;
}
