import { amlCommand } from '../../src/cli/aml/aml.ts';
import type { AmlDependencies } from '../../src/cli/aml/session.ts';
import { watchInterrupts } from '../../src/cli/command/interrupts.ts';
import { EventEmitter } from 'node:events';
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

export interface AmlRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface AmlRunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly credential?: ReturnType<typeof testCredential>;
  /** Emits SIGINT for the command. */
  readonly signals?: EventEmitter;
  readonly onErr?: (text: string) => void;
}

/** `parallel-run-ocr aml …` in this process, as a person who is signed in. */
export async function runAml(argv: readonly string[], options: AmlRunOptions = {}): Promise<AmlRun> {
  const { env = {}, credential = testCredential(), signals = new EventEmitter(), onErr } = options;
  const written = { out: '', err: '' };
  const dependencies: AmlDependencies = {
    createCredential: () => Promise.resolve(credential),
    clock: hurriedClock(),
    newId: () => '1a2b3c4d-0000-4000-8000-000000000000',
  };
  const code = await amlCommand(
    argv,
    {
      terminal: {
        out: (text) => void (written.out += text),
        err: (text) => {
          written.err += text;
          onErr?.(text);
        },
        errColumns: null,
        outColumns: null,
      },
      env,
      currentFolder: options.folder ?? (await temporaryFolder()),
      nodeCommand: process.execPath,
      watchInterrupts: () => watchInterrupts(signals),
    },
    dependencies,
  );
  if (holdsToken(written.out + written.err)) throw new Error('a token was printed');
  return { code, ...written };
}
