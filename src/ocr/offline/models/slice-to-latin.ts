import { readGraph, writeGraph } from '../onnx/graph.ts';
import { readProperties, withProperties } from '../onnx/properties.ts';
import { sliceClasses } from '../onnx/slice-classes.ts';
import { latinClasses } from './latin-classes.ts';

/** Where PaddleOCR's exports keep the characters, one on a line, without the blank and the space. */
const CHARACTERS = 'character';
// The licence asks for a notice in a changed file: https://www.apache.org/licenses/LICENSE-2.0
const NOTICE = {
  copyright: 'Copyright PaddlePaddle Authors, https://github.com/PaddlePaddle/PaddleOCR',
  license: 'Apache-2.0',
  changes: 'parallel-run-ocr removed the output classes of characters that are not Latin.',
};

/**
 * Reduces a recogniser to Latin characters. The same model always gives the same bytes.
 * @throws when the model holds no characters, or ends in another way than a recogniser does
 */
export function sliceToLatin(model: Uint8Array): Uint8Array {
  const graph = readGraph(model);
  const all = charactersOf(readProperties(graph));
  const { characters, classes } = latinClasses(all);
  const metadata = new Map([[CHARACTERS, characters.join('\n')], ...Object.entries(NOTICE)]);
  return writeGraph(withProperties(sliceClasses(graph, classes), metadata));
}

/** The characters that a model itself holds, one on a line. @throws when it holds none */
export function readCharacters(model: Uint8Array): string {
  return charactersOf(readProperties(readGraph(model))).join('\n');
}

function charactersOf(metadata: ReadonlyMap<string, string>): readonly string[] {
  const characters = metadata.get(CHARACTERS);
  if (characters === undefined) throw new Error('the model does not hold its characters');
  return characters.split('\n');
}
