import type { RecognisedLine } from './recognise.ts';

/** What the lines of a page say when it is held one way. An outline in which nothing is read says nothing. */
interface Vote {
  /** Sum over the characters. */
  readonly sum: number;
  /** Mean over the characters, 0 to 1; 0 when there are none. */
  readonly confidence: number;
}

/** Minimum confidence of text that is the right way up. */
const CONFIDENT = 0.8;

export function countVote(lines: Iterable<Pick<RecognisedLine, 'text' | 'confidence'>>): Vote {
  let [sum, characters] = [0, 0];
  for (const { text, confidence } of lines) {
    sum += confidence * text.length;
    characters += text.length;
  }
  return { sum, confidence: characters > 0 ? sum / characters : 0 };
}

/** Whether the text is the right way up without a look from the other side. */
export function isConfident({ confidence }: Pick<Vote, 'confidence'>): boolean {
  return confidence >= CONFIDENT;
}

/**
 * Whether a page is upside down: then its characters are more certain when it is turned, and there is no less of them.
 * Most pages are upright, and a few characters that look alike either way must not turn one.
 */
export function isUpsideDown(asItLies: Vote, turned: Vote): boolean {
  return turned.confidence > asItLies.confidence && turned.sum > asItLies.sum;
}
