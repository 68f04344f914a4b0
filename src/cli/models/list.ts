import { type ListedModel, listModels } from '../../ocr/offline/models/list-models.ts';
import { MODELS_VARIABLE, modelFolders } from '../../ocr/offline/models/model-folders.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT, printJson } from '../command/json-output.ts';

/** `parallel-run-ocr models list` */
export const listCommand: Command<typeof JSON_OUTPUT> = {
  about:
    'Shows the models that the offline engine recognises text with: licence, source, checksum, and whether and where they are installed.',
  options: JSON_OUTPUT,
  examples: [
    ['', 'the models'],
    ['--json', 'as JSON, for a program'],
  ],
  notes: [`Models are installed in the folder ${MODELS_VARIABLE}, else in the user's cache.`],
  exitCodes: [],
  async run({ values: { json } }, { terminal, env }) {
    const models = await listModels(modelFolders(env));
    if (json) printJson(terminal, { models });
    else terminal.out(models.map(paragraph).join('\n'));
    return EXIT.ok;
  },
};

const STATES = {
  installed: 'installed',
  missing: 'not installed: parallel-run-ocr models install',
  corrupt: 'corrupt, and not used; install it again: parallel-run-ocr models install',
};

function paragraph({ version, name, state, path, licence, source, sha256 }: ListedModel): string {
  const lines = [
    ['  state', STATES[state]],
    ['  file', path ?? ''],
    ['  licence', licence],
    ['  source', source],
    ['  sha256', sha256 ?? ''],
  ].filter(([, value]) => value !== '');
  const facts = lines.map(([label = '', value = '']) => `${label.padEnd(11)}${value}\n`);
  return `${name}, --model ${version}\n${facts.join('')}`;
}
