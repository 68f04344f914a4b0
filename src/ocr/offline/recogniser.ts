import type { NativeGate } from './native-gate.ts';
import type { ModelFiles } from './pp/reader.ts';
import type { TesseractFiles } from './tesseract/reader.ts';
import type { PageReader } from './page-reader.ts';

/** The recogniser to use and the location of its files; sent to the threads. */
export type Recogniser =
  | { readonly kind: 'pp'; readonly files: ModelFiles; readonly chinese: boolean }
  | { readonly kind: 'tesseract'; readonly files: TesseractFiles };

/** Loads only the packages that this recogniser needs: the others may not be installed. */
export async function openRecogniser(recogniser: Recogniser, gate: NativeGate): Promise<PageReader> {
  if (recogniser.kind === 'pp') {
    const { openPpReader } = await import('./pp/reader.ts');
    return openPpReader(recogniser.files, recogniser.chinese, gate);
  }
  const { openTesseractReader } = await import('./tesseract/reader.ts');
  return openTesseractReader(recogniser.files);
}
