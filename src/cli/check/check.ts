import { withSuggestion } from '../../config/misspelt-arguments.ts';
import { parseArguments } from '../../config/parse-arguments.ts';
import type { WorkerOptions } from '../../config/worker-options.ts';
import { registerSecretsIn } from '../../redaction/environment-secrets.ts';
import { systemClock } from '../../flow/clock.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT } from '../command/json-output.ts';
import type { CommandContext } from '../command/terminal.ts';
import { printNote, printWarning } from '../printing/notes.ts';
import { noteProxies } from './note-proxies.ts';
import { showSteps } from './show-steps.ts';

/** `parallel-run-ocr check` */
export const checkCommand: Command<typeof JSON_OUTPUT> = {
  about:
    'Performs the steps of init() and of the first image once, with these arguments: signs in, reads each secret, and calls each service with a small test image. Reports which steps work, what to fix and how. Secrets are never printed.',
  options: JSON_OUTPUT,
  entryArguments: 'anywhere',
  examples: [
    ['--kv_readapi readapisecret --key_vault kv-ocr', 'the Read API, with its key in a vault'],
    ['--kv_readapi readapisecret --kv_customimage customimage --key_vault kv-ocr', 'with plate detection'],
    [
      '--engine document-intelligence --service_auth entra --read_endpoint https://NAME.cognitiveservices.azure.com',
      'without a key',
    ],
    ['--engine offline', 'no account and no network'],
  ],
  notes: [
    'The reading service and the plate detector are called once each. These calls are billed, as are the reads from Key Vault.',
  ],
  exitCodes: ['failed', 'interrupted'],
  async run({ values: { json }, entryArguments }, context) {
    const { terminal, env } = context;
    registerSecretsIn(env);
    const options = parseArguments(entryArguments, env);
    printNotes(options, context);
    noteProxies(env, terminal);
    const { drain: signal } = context.watchInterrupts();
    const { runCheck } = await import('../../checks/run-check.ts');
    const works = await showSteps({ terminal, signal, json }, (tools) =>
      runCheck(options, { ...tools, env, clock: systemClock }),
    );
    return works ? EXIT.ok : EXIT.failed;
  },
};

function printNotes({ engine, host, secrets }: WorkerOptions, { terminal }: CommandContext): void {
  if (host.ignoredArguments.length > 0) {
    const ignored = host.ignoredArguments.map(withSuggestion).join(', ');
    printWarning(terminal, `unknown arguments were ignored: ${ignored}`);
  }
  if (engine !== 'offline' && (engine !== 'read-container' || secrets.kvCustomimage !== null)) {
    printNote(terminal, 'each service is called once, and each call is billed.');
  }
}
