import type { OfflineModel } from '../../../config/worker-options.ts';
import { ConfigurationError } from '../../../contract/errors.ts';
import type { Logger } from '../../../logging/logger.ts';
import type { LanguageChoice } from '../language.ts';
import { V6 } from './catalogue.ts';
import { findModel, type InstalledModel } from './find-model.ts';

export interface ModelWish {
  readonly language: string;
  /** Null takes the best that is installed. */
  readonly model: OfflineModel | null;
  /** Where models may be installed, the first first. */
  readonly modelFolders: readonly string[];
}

const INSTALL_COMMAND = 'parallel-run-ocr models install';

/**
 * Languages whose letters v6 has, by Tesseract's codes. It reads the first group no worse than Tesseract on clean pages
 * in three faces, and these without being asked to; of German it lacks the low quotation mark.
 */
const UNASKED: ReadonlySet<string> = new Set('fra ita nld por spa swe'.split(' '));
const ASKED: ReadonlySet<string> = new Set([...UNASKED, 'deu']);

/**
 * The installed model that recognises, or null for the packaged one, or for Tesseract where that reads the language.
 * @throws ConfigurationError when v6 is asked for and cannot be used
 */
export async function chooseModel(
  choice: LanguageChoice,
  { language, model, modelFolders }: ModelWish,
  logger: Logger,
): Promise<InstalledModel | null> {
  if (model === 'v4') return null;
  if (!reads(choice, model)) {
    if (model === null) return null;
    throw new ConfigurationError([
      `--model v6 does not read --language ${language}: leave --model out, or give another language.`,
    ]);
  }
  const found = await findModel(V6, modelFolders);
  if (found.kind === 'installed') return found.model;
  const problem =
    found.kind === 'corrupt'
      ? `${found.path} is corrupt: its checksum is not that of ${V6.name}`
      : `${V6.name} is not installed in ${modelFolders.join(' or ')}`;
  if (model === 'v6') {
    throw new ConfigurationError([
      `--model v6 cannot be used: ${problem}. Install it with: ${INSTALL_COMMAND}, or leave --model out.`,
    ]);
  }
  if (found.kind === 'corrupt') {
    const instead = choice.kind === 'pp' ? 'PP-OCRv4' : 'Tesseract';
    logger.warning(`${problem}. ${instead} reads instead. Install it again with: ${INSTALL_COMMAND}`);
  }
  return null;
}

function reads(choice: LanguageChoice, model: OfflineModel | null): boolean {
  if (choice.kind === 'pp') return !choice.chinese;
  return (model === 'v6' ? ASKED : UNASKED).has(choice.code);
}
