import { ConfigurationError } from '../../contract/errors.ts';
import { TESSERACT_CODES } from './language-codes.ts';

/** Which recogniser reads a language. */
export type LanguageChoice =
  { readonly kind: 'pp'; readonly chinese: boolean } | { readonly kind: 'tesseract'; readonly code: string };

const TESSERACT_CODE = /^[a-z]{3}(?:_[a-z]+)*$/;
const TRADITIONAL_CHINESE = /^(?:chi_tra|zh_(?:hant|tw|hk|mo))/;
const CHINESE = /^(?:zh|chi_sim|zho|cmn)(?:_|$)/;
const ENGLISH = /^(?:en|eng)(?:_|$)/;

/**
 * @param language BCP-47 (`de`, `de-AT`) or a Tesseract code (`deu`, `deu_frak`), in any case
 * @throws ConfigurationError when it is neither
 */
export function chooseRecogniser(language: string): LanguageChoice {
  const tag = language.trim().toLowerCase().replaceAll('-', '_');
  if (ENGLISH.test(tag)) return { kind: 'pp', chinese: false };
  if (TRADITIONAL_CHINESE.test(tag)) return { kind: 'tesseract', code: 'chi_tra' };
  if (CHINESE.test(tag)) return { kind: 'pp', chinese: true };
  const code = TESSERACT_CODES.get(tag.split('_', 1)[0] ?? '') ?? (TESSERACT_CODE.test(tag) ? tag : null);
  if (code) return { kind: 'tesseract', code };
  throw new ConfigurationError([
    `--language ${JSON.stringify(language)} is not a language the offline engine knows. ` +
      'Accepted: en, zh, another BCP-47 tag such as de or pt-BR, or a Tesseract code such as deu. ' +
      'Pass one of these, or leave --language out for en.',
  ]);
}
