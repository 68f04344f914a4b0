import type { Graph, GraphNode } from './graph.ts';
import { otherInput, viewOf } from './rewriting.ts';

/**
 * Keeps only some of the classes of a classifier that ends in MatMul, Add, Softmax, with or without an Identity between. The others are no longer computed,
 * and the probabilities of the remaining ones sum to 1.
 * @param classes in the order of the new output
 * @throws when the graph ends differently
 */
export function sliceClasses(graph: Graph, classes: readonly number[]): Graph {
  const view = viewOf(graph);
  const softmax = graph.nodes.at(-1);
  const before = softmax?.op === 'Softmax' ? view.producer(softmax.inputs[0]!) : null;
  const add = before?.op === 'Identity' ? view.producer(before.inputs[0]!) : before;
  const product =
    add?.op === 'Add' ? add.inputs.map((input) => view.producer(input)).find(isMatMul) : undefined;
  const weights = view.tensor(product?.inputs[1]);
  const bias = product && add ? view.tensor(otherInput(add, product.outputs[0]!)) : null;
  if (!add || !product || !weights || !bias)
    throw new Error('the model does not end in MatMul, Add and Softmax');
  const [rows = 0, columns = 0] = weights.dims;
  const sliced = new Float32Array(rows * classes.length);
  for (let row = 0; row < rows; row++) {
    classes.forEach((column, at) => {
      sliced[row * classes.length + at] = weights.data[row * columns + column]!;
    });
  }
  graph.tensors.set('sliced.weights', { dims: [rows, classes.length], data: sliced });
  graph.tensors.set('sliced.bias', {
    dims: [classes.length],
    data: Float32Array.from(classes, (column) => bias.data[column]!),
  });
  product.inputs = [product.inputs[0]!, 'sliced.weights'];
  add.inputs = [product.outputs[0]!, 'sliced.bias'];
  return graph;
}

function isMatMul(node: GraphNode | null): node is GraphNode {
  return node?.op === 'MatMul';
}
