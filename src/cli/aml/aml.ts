import { randomUUID } from 'node:crypto';
import { systemClock } from '../../flow/clock.ts';
import { createCredential } from '../../azure/credential.ts';
import { type AmlCommand, runAmlCommand } from './command.ts';
import type { AmlDependencies } from './session.ts';
import { type CommandContext, EXIT } from '../command/terminal.ts';

interface Entry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<AmlCommand>;
}

const COMMANDS: readonly Entry[] = [
  {
    name: 'check',
    summary: 'who am I, and does everything that a run needs answer?',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    name: 'provision',
    summary: 'make datastore, data asset, cluster, environment and component, as far as missing',
    load: async () => (await import('./provision.ts')).provisionCommand,
  },
  {
    name: 'submit',
    summary: 'start a job on a cluster, follow it, fetch its rows',
    load: async () => (await import('./submit.ts')).submitCommand,
  },
  {
    name: 'publish',
    summary: 'put the component behind a batch endpoint',
    load: async () => (await import('./publish.ts')).publishCommand,
  },
  {
    name: 'invoke',
    summary: 'run a batch endpoint, or a published pipeline of SDK v1',
    load: async () => (await import('./invoke.ts')).invokeCommand,
  },
  {
    name: 'adf',
    summary: 'write the Data Factory JSON that runs it every day',
    load: async () => (await import('./adf.ts')).adfCommand,
  },
  {
    name: 'cancel',
    summary: 'cancel a job',
    load: async () => (await import('./cancel.ts')).cancelCommand,
  },
];

/** `parallel-run-ocr aml …` */
export async function amlCommand(
  argv: readonly string[],
  context: CommandContext,
  dependencies: AmlDependencies = { createCredential, clock: systemClock, newId: randomUUID },
): Promise<number> {
  const [name, ...rest] = argv;
  const { terminal } = context;
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry !== undefined) return runAmlCommand(await entry.load(), rest, context, dependencies);
  if (name === '--help') {
    terminal.out(help());
    return EXIT.ok;
  }
  terminal.err(name === undefined ? help() : `There is no command aml ${JSON.stringify(name)}.\n\n${help()}`);
  return EXIT.usage;
}

function help(): string {
  const commands = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}\n`).join('');
  return `parallel-run-ocr aml COMMAND [options]

Works on an Azure Machine Learning workspace, as the signed-in identity ("az login", a service principal in AZURE_*,
or a managed identity).

Commands:
${commands}
  parallel-run-ocr aml COMMAND --help    the options of a command, with examples
`;
}
