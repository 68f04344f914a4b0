import { readFile } from 'node:fs/promises';
import type { Line, Word } from '../../reading.ts';
import { toBox } from '../image/quad.ts';
import { readCharacters } from '../models/slice-to-latin.ts';
import type { NativeGate } from '../native-gate.ts';
import { optimiseDetector, optimiseRecogniser } from '../onnx/optimise.ts';
import type { PageReader } from '../page-reader.ts';
import { parseDictionary } from './dictionary.ts';
import { openModel } from './model-session.ts';
import { readPage } from './page.ts';
import { V4_SPACES, V6_SPACES } from './spaces.ts';
import type { RecognisedLine, RecognisedWord } from './recognise.ts';

export interface ModelFiles {
  /** The `model` of a reading. */
  readonly name: string;
  readonly detectionPath: string;
  readonly recognitionPath: string;
  /** Null when the recogniser holds its characters itself. */
  readonly dictionaryPath: string | null;
}

const LIMIT = { maxSide: 4000, maxPixels: 16_000_000 };

/** @param chinese false excludes Han, kana, Hangul and bopomofo */
export async function openPpReader(
  files: ModelFiles,
  chinese: boolean,
  gate: NativeGate,
): Promise<PageReader> {
  const recognition = await readFile(files.recognitionPath);
  const dictionary =
    files.dictionaryPath === null
      ? parseDictionary(readCharacters(recognition), true)
      : parseDictionary(await readFile(files.dictionaryPath, 'utf8'), chinese);
  const spaces = files.dictionaryPath === null ? V6_SPACES : V4_SPACES;
  const detector = await openModel(optimiseDetector(await readFile(files.detectionPath)), gate);
  const model = await openModel(optimiseRecogniser(recognition, dictionary.classes), gate);
  const models = { detector, recogniser: { model, dictionary, chinese, spaces } };
  return {
    model: files.name,
    limit: LIMIT,
    read: async (raster, check) => (await readPage(models, raster, check)).map(toLine),
    async close() {
      await detector.close();
      await model.close();
    },
  };
}

function toLine(line: RecognisedLine): Line {
  return { ...toWord(line), words: line.words.map(toWord) };
}

function toWord({ text, confidence, quad }: RecognisedWord): Word {
  return { text, confidence: Math.round(Math.min(1, confidence) * 1000) / 1000, box: toBox(quad) };
}
