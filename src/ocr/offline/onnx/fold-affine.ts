import type { FloatTensor, Graph, GraphNode } from './graph.ts';
import { otherInput, viewOf, type GraphView } from './rewriting.ts';

/** y = scale × x + shift, per channel. */
interface Affine {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

const BATCH_NORM_EPSILON = 1e-5;

/** Folds the nodes after a convolution that are linear per channel into its weights and bias. */
export function foldAffineIntoConv(graph: Graph): Graph {
  const view = viewOf(graph);
  const gone = new Set<GraphNode>();
  for (const conv of graph.nodes) {
    if (conv.op !== 'Conv') continue;
    for (;;) {
      const next = view.onlyUser(conv.outputs[0]!);
      const weights = view.tensor(conv.inputs[1]);
      const affine = next && weights ? affineOf(next, conv.outputs[0]!, weights.dims[0]!, view) : null;
      if (!next || !weights || !affine) break;
      applyAfter(graph, conv, weights, affine);
      conv.outputs = next.outputs;
      gone.add(next);
    }
  }
  return { ...graph, nodes: graph.nodes.filter((node) => !gone.has(node)) };
}

function affineOf(node: GraphNode, input: string, channels: number, view: GraphView): Affine | null {
  if (node.op === 'BatchNormalization') return affineOfBatchNorm(node, view);
  if (node.op !== 'Mul' && node.op !== 'Add') return null;
  const constant = perChannel(view.tensor(otherInput(node, input)), channels);
  if (!constant) return null;
  const ones = new Float32Array(channels).fill(1);
  return node.op === 'Mul'
    ? { scale: constant, shift: new Float32Array(channels) }
    : { scale: ones, shift: constant };
}

function affineOfBatchNorm(node: GraphNode, view: GraphView): Affine | null {
  const [gamma, beta, mean, variance] = node.inputs.slice(1).map((name) => view.tensor(name)?.data);
  if (!gamma || !beta || !mean || !variance) return null;
  const scale = gamma.map((value, channel) => value / Math.sqrt(variance[channel]! + BATCH_NORM_EPSILON));
  return { scale, shift: beta.map((value, channel) => value - mean[channel]! * scale[channel]!) };
}

/** A scalar, or one value per channel of a 1 × C × 1 × 1 tensor. */
function perChannel(tensor: FloatTensor | null, channels: number): Float32Array | null {
  if (tensor?.data.length === 1) return new Float32Array(channels).fill(tensor.data[0]!);
  const isPerChannel = tensor?.data.length === channels && tensor.dims.at(-3) === channels;
  return isPerChannel ? tensor.data : null;
}

function applyAfter(graph: Graph, conv: GraphNode, weights: FloatTensor, { scale, shift }: Affine): void {
  const channels = scale.length;
  const data = scalePerChannel(weights.data, scale);
  const before = graph.tensors.get(conv.inputs[2] ?? '')?.data ?? new Float32Array(channels);
  const bias = before.map((value, channel) => value * scale[channel]! + shift[channel]!);
  const name = conv.outputs[0]!;
  conv.inputs = [conv.inputs[0]!, `${name}.weights`, `${name}.bias`];
  graph.tensors.set(`${name}.weights`, { dims: weights.dims, data });
  graph.tensors.set(`${name}.bias`, { dims: [channels], data: bias });
}

/** A loop for each channel: a model has millions of weights, and every thread rewrites it when it starts. */
function scalePerChannel(weights: Float32Array, scale: Float32Array): Float32Array {
  const each = weights.length / scale.length;
  const scaled = new Float32Array(weights.length);
  for (const [channel, factor] of scale.entries()) {
    const end = (channel + 1) * each;
    for (let at = channel * each; at < end; at += 1) scaled[at] = weights[at]! * factor;
  }
  return scaled;
}
