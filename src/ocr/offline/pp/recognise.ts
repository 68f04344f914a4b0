import { sliceQuad, type Quad } from '../image/quad.ts';
import type { Raster } from '../image/raster.ts';
import { cropLine, LINE_HEIGHT } from './crop.ts';
import { decodeCtc, type Decoded, type Glyph } from './ctc.ts';
import type { Dictionary } from './dictionary.ts';
import { toHalfWidth } from './full-width.ts';
import type { ModelSession } from './model-session.ts';
import { splitWideLine } from './split-line.ts';
import { type SpaceRule, splitWords } from './spaces.ts';

export interface RecognisedWord {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly quad: Quad;
}

export interface RecognisedLine extends RecognisedWord {
  readonly words: readonly RecognisedWord[];
}

export interface LineRecogniser {
  readonly model: ModelSession;
  readonly dictionary: Dictionary;
  readonly chinese: boolean;
  readonly spaces: SpaceRule;
}

/** With fewer steps for a character than it needs, the model leaves out letters: such a line is read again, wider. */
const ENOUGH_STEPS = 2;
const AIM_STEPS = 3;
const MOST_STRETCH = 2.5;

/** Reads the line of text that starts at the quad's first corner; its text is empty when the model finds none. */
export async function recogniseLine(by: LineRecogniser, raster: Raster, quad: Quad): Promise<RecognisedLine> {
  const pieces: RecognisedLine[] = [];
  for (const piece of splitWideLine(raster, quad)) pieces.push(await recognisePiece(by, raster, piece));
  return pieces.length === 1 ? pieces[0]! : joinPieces(pieces, quad);
}

async function recognisePiece(by: LineRecogniser, raster: Raster, quad: Quad): Promise<RecognisedLine> {
  const { line, stepsPerGlyph } = await recogniseStretched(by, raster, quad, 1);
  if (stepsPerGlyph >= ENOUGH_STEPS) return line;
  const stretch = Math.min(MOST_STRETCH, AIM_STEPS / stepsPerGlyph);
  const wider = await recogniseStretched(by, raster, quad, stretch);
  return wider.line.confidence > line.confidence ? wider.line : line;
}

async function recogniseStretched(by: LineRecogniser, raster: Raster, quad: Quad, stretch: number) {
  const { input, width, paddedWidth } = cropLine(raster, quad, stretch);
  const decoded = decodeCtc(await by.model.run(input, paddedWidth, LINE_HEIGHT), by.dictionary);
  const line = toLine(decoded, quad, paddedWidth / width, by);
  return { line, stepsPerGlyph: decoded.steps / decoded.glyphs.length };
}

function joinPieces(pieces: readonly RecognisedLine[], quad: Quad): RecognisedLine {
  const words = pieces.flatMap((piece) => piece.words);
  const characters = words.reduce((sum, word) => sum + word.text.length, 0);
  const sure = words.reduce((sum, word) => sum + word.text.length * word.confidence, 0);
  const text = words.map((word) => word.text).join(' ');
  return { text, confidence: characters > 0 ? sure / characters : 0, quad, words };
}

function toLine(
  decoded: Decoded,
  quad: Quad,
  padding: number,
  { chinese, spaces }: LineRecogniser,
): RecognisedLine {
  const words = splitWords(decoded, spaces).map((glyphs): RecognisedWord => {
    const text = glyphs.map((glyph) => glyph.text).join('');
    // The first step of a glyph lies about half a step right of its left edge.
    const from = (glyphs[0]!.step - 0.5) / decoded.steps;
    const to = (glyphs.at(-1)!.step + 1.5) / decoded.steps;
    return {
      text: chinese ? text : toHalfWidth(text),
      confidence: meanProbability(glyphs),
      quad: sliceQuad(quad, Math.max(0, from * padding), Math.min(1, to * padding)),
    };
  });
  const text = words.map((word) => word.text).join(' ');
  return { text, confidence: meanProbability(decoded.glyphs), quad, words };
}

function meanProbability(glyphs: readonly Glyph[]): number {
  if (glyphs.length === 0) return 0;
  return glyphs.reduce((sum, glyph) => sum + glyph.probability, 0) / glyphs.length;
}
