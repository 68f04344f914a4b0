import type { Dictionary } from './dictionary.ts';
import type { ModelOutput } from './model-session.ts';

/** One character that the recogniser found. */
export interface Glyph {
  readonly text: string;
  readonly probability: number;
  /** The time step at which it first appears. */
  readonly step: number;
}

export interface Decoded {
  /** Without spaces. */
  readonly glyphs: readonly Glyph[];
  readonly steps: number;
  /** The probability of a space at each time step. */
  readonly spaces: Float32Array;
}

/** Greedy CTC: the best class of each step, repeats merged, blanks dropped. */
export function decodeCtc({ data, dims }: ModelOutput, dictionary: Dictionary): Decoded {
  const [, steps = 0, classes = 0] = dims;
  if (classes !== dictionary.characters.length) {
    throw new Error(`the model has ${classes} classes, the dictionary ${dictionary.characters.length}`);
  }
  const space = classes - 1;
  const glyphs: Glyph[] = [];
  const spaces = new Float32Array(steps);
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    const offset = step * classes;
    spaces[step] = data[offset + space]!;
    const best = bestClass(data, offset, classes);
    if (best !== 0 && best !== previous && best !== space) {
      glyphs.push({ text: dictionary.characters[best]!, probability: data[offset + best]!, step });
    }
    previous = best;
  }
  return { glyphs, steps, spaces };
}

function bestClass(data: Float32Array, offset: number, classes: number): number {
  let best = 0;
  for (let candidate = 1; candidate < classes; candidate++) {
    if (data[offset + candidate]! > data[offset + best]!) best = candidate;
  }
  return best;
}
