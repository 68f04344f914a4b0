import { decodedBlocks } from './block-codes.ts';
import type { SpellingIndex } from './spelling-index.ts';
import { unescapedViews } from './unescape.ts';
import { type TextSpan, mergeSpans, toSource } from './view.ts';

/** How many encodings may lie one in another, such as JSON in JSON in base64 in a URL. */
const MAX_LAYERS = 6;

/** The parts of a text from which a known spelling can be decoded, by up to six layers of escapes, base64 and hex. */
export function findSecrets(text: string, index: SpellingIndex): readonly TextSpan[] {
  return index.isEmpty ? [] : mergeSpans(search(text, index, MAX_LAYERS, new Map()));
}

/** @param searched texts with the layers that were left when they were searched; nothing was found in them */
function search(
  text: string,
  index: SpellingIndex,
  layers: number,
  searched: Map<string, number>,
): TextSpan[] {
  if ((searched.get(text) ?? -1) >= layers) return [];
  const found = index.find(text);
  if (layers === 0) return found;
  for (const view of [...unescapedViews(text), ...decodedBlocks(text)]) {
    const inside = search(view.text, index, layers - 1, searched);
    found.push(...inside.map((span) => toSource(span, view)));
  }
  if (found.length === 0) searched.set(text, layers);
  return found;
}
