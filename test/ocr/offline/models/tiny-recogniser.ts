import {
  messageField,
  numberField,
  bytesField,
  writeFields,
  type Field,
} from '../../../../src/ocr/offline/onnx/protobuf.ts';
import { writeGraph } from '../../../../src/ocr/offline/onnx/graph.ts';
import { withProperties } from '../../../../src/ocr/offline/onnx/properties.ts';

/** Columns of its input, which is 1 × 3 × height × 4. */
export const WIDTH = 4;

/** A recogniser of a few hundred bytes that ends as PP-OCRv6 does: MatMul, Add, Identity, Softmax. */
export function tinyRecogniser(characters: readonly string[]): Uint8Array {
  const classes = characters.length + 2;
  const wave = (length: number): Float32Array =>
    Float32Array.from({ length }, (_, index) => Math.sin(3 * index));
  const node = (op: string, inputs: string[], output: string) => ({
    op,
    inputs,
    outputs: [output],
    attributes: [],
  });
  const graph = {
    nodes: [
      node('MatMul', ['x', 'weights'], 'product'),
      node('Add', ['product', 'bias'], 'sum'),
      node('Identity', ['sum'], 'same'),
      node('Softmax', ['same'], 'y'),
    ],
    tensors: new Map([
      ['weights', { dims: [WIDTH, classes], data: wave(WIDTH * classes) }],
      ['bias', { dims: [classes], data: wave(classes) }],
    ]),
    graphRest: [bytesField(2, 'tiny'), valueInfo(11, 'x'), valueInfo(12, 'y')],
    modelRest: [numberField(1, 8), asField(messageField(8, [numberField(2, 13)]))],
  };
  return writeGraph(withProperties(graph, new Map([['character', characters.join('\n')]])));
}

/** A tensor of floats with four dimensions of any size. */
function valueInfo(number: number, name: string): Field {
  const dimension = messageField(1, [bytesField(2, 'any')]);
  const shape = messageField(2, [dimension, dimension, dimension, dimension]);
  const type = messageField(2, [messageField(1, [numberField(1, 1), shape])]);
  return asField(messageField(number, [bytesField(1, name), type]));
}

function asField(field: ReturnType<typeof messageField>): Field {
  return { number: field.number, type: 2, value: writeFields(field.message) };
}
