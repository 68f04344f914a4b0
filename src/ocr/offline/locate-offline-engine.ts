import type { Logger } from '../../logging/logger.ts';
import { chooseRecogniser, type LanguageChoice } from './language.ts';
import { chooseModel, type ModelWish } from './models/choose-model.ts';
import { locateRecogniser } from './packages.ts';
import type { Recogniser } from './recogniser.ts';

/** Whatever its language, v6 reads it as Latin print. */
const LATIN: LanguageChoice = { kind: 'pp', chinese: false };

/**
 * What reads a language, without loading it.
 * @throws ConfigurationError when the language is unknown, or a package or model for it is not installed
 */
export async function locateOfflineEngine(wish: ModelWish, logger: Logger): Promise<Recogniser> {
  const choice = chooseRecogniser(wish.language);
  const v6 = await chooseModel(choice, wish, logger);
  return locateRecogniser(v6 === null ? choice : LATIN, wish.language, v6);
}
