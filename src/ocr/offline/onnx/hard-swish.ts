import { floatAttribute, intAttribute, intsAttribute, intsOf } from './attributes.ts';
import type { Graph, GraphNode } from './graph.ts';
import { otherInput, viewOf, type GraphView } from './rewriting.ts';

/** The six nodes of scale × (x × clip(x + 3, 0, 6) / 6) + shift. */
interface Match {
  readonly nodes: readonly GraphNode[];
  readonly input: string;
  readonly output: string;
  readonly scale: number;
  readonly shift: number;
  readonly channels: number;
}

/**
 * Rewrites every scaled and shifted hard swish so that it stays in the blocked layout that ONNX Runtime's convolutions
 * use: a 1 × 1 depthwise convolution with a fused hard sigmoid, one product, and the scale and shift in the weights of
 * the convolution that follows. The nodes as exported take a third of the time of the whole model.
 */
export function simplifyHardSwish(graph: Graph): Graph {
  const view = viewOf(graph);
  const replaced = new Map<GraphNode, GraphNode[]>();
  for (const node of graph.nodes) {
    const match = matchHardSwish(node, view);
    if (!match) continue;
    for (const member of match.nodes) replaced.set(member, []);
    replaced.set(match.nodes.at(-1)!, rewrite(graph, match, view));
  }
  return { ...graph, nodes: graph.nodes.flatMap((node) => replaced.get(node) ?? [node]) };
}

function matchHardSwish(plusThree: GraphNode, view: GraphView): Match | null {
  const [input = ''] = plusThree.inputs;
  const channels = channelsOf(input, view);
  if (plusThree.op !== 'Add' || view.scalar(plusThree.inputs[1]) !== 3 || channels === null) return null;
  const clip = next(plusThree, 'Clip', view);
  const product = clip && next(clip, 'Mul', view);
  const sixth = product?.inputs.includes(input) ? next(product, 'Div', view) : null;
  const scaled = sixth && view.scalar(sixth.inputs[1]) === 6 ? next(sixth, 'Mul', view) : null;
  const shifted = scaled && next(scaled, 'Add', view);
  if (!clip || !product || !sixth || !scaled || !shifted) return null;
  const scale = view.scalar(otherInput(scaled, sixth.outputs[0]!));
  const shift = view.scalar(otherInput(shifted, scaled.outputs[0]!));
  if (scale === null || shift === null) return null;
  const nodes = [plusThree, clip, product, sixth, scaled, shifted];
  return { nodes, input, output: shifted.outputs[0]!, scale, shift, channels };
}

function next(node: GraphNode, op: string, view: GraphView): GraphNode | null {
  const user = view.onlyUser(node.outputs[0]!);
  return user?.op === op ? user : null;
}

function channelsOf(value: string, view: GraphView): number | null {
  const producer = view.producer(value);
  return (producer?.op === 'Conv' && view.tensor(producer.inputs[1])?.dims[0]) || null;
}

function rewrite(graph: Graph, match: Match, view: GraphView): GraphNode[] {
  const { input, output, channels, scale, shift } = match;
  const [gate, gated] = [`${output}.gate`, `${output}.gated`];
  const ones = new Float32Array(channels).fill(1);
  const linear = depthwise(graph, input, `${gate}.linear`, ones, null);
  const attributes = [floatAttribute('alpha', 1 / 6), floatAttribute('beta', 0.5)];
  const sigmoid = { op: 'HardSigmoid', inputs: [`${gate}.linear`], outputs: [gate], attributes };
  const users = view.users(output);
  if (users.length > 0 && users.every((user) => isUnpaddedConv(user, view))) {
    for (const user of users) absorb(graph, user, scale, shift);
    return [linear, sigmoid, { op: 'Mul', inputs: [input, gate], outputs: [output], attributes: [] }];
  }
  const product = { op: 'Mul', inputs: [input, gate], outputs: [gated], attributes: [] };
  const [scales, shifts] = [ones.map(() => scale), ones.map(() => shift)];
  return [linear, sigmoid, product, depthwise(graph, gated, output, scales, shifts)];
}

function isUnpaddedConv(node: GraphNode, view: GraphView): boolean {
  return (
    node.op === 'Conv' &&
    view.tensor(node.inputs[1]) !== null &&
    intsOf(node.attributes, 'pads').every((pad) => pad === 0)
  );
}

/** Makes the convolution see scale × x + shift in place of x. */
function absorb(graph: Graph, conv: GraphNode, scale: number, shift: number): void {
  const weights = graph.tensors.get(conv.inputs[1]!)!;
  const channels = weights.dims[0]!;
  const bias = graph.tensors.get(conv.inputs[2] ?? '')?.data ?? new Float32Array(channels);
  const { scaled, sums } = scaleAndSum(weights.data, scale, channels);
  const name = `${conv.outputs[0]!}.absorbed`;
  graph.tensors.set(`${name}.weights`, { dims: weights.dims, data: scaled });
  graph.tensors.set(`${name}.bias`, {
    dims: [channels],
    data: bias.map((value, channel) => value + shift * sums[channel]!),
  });
  conv.inputs = [conv.inputs[0]!, `${name}.weights`, `${name}.bias`];
}

/** In one loop, for the same reason as in fold-affine.ts: these are most of the weights. */
function scaleAndSum(weights: Float32Array, scale: number, channels: number) {
  const each = weights.length / channels;
  const scaled = new Float32Array(weights.length);
  const sums = new Float64Array(channels);
  for (let channel = 0, at = 0; channel < channels; channel += 1) {
    let sum = 0;
    for (const end = at + each; at < end; at += 1) {
      const weight = weights[at]!;
      sum += weight;
      scaled[at] = weight * scale;
    }
    sums[channel] = sum;
  }
  return { scaled, sums };
}

function depthwise(
  graph: Graph,
  input: string,
  output: string,
  weights: Float32Array,
  bias: Float32Array | null,
): GraphNode {
  graph.tensors.set(`${output}.weights`, { dims: [weights.length, 1, 1, 1], data: weights });
  if (bias) graph.tensors.set(`${output}.bias`, { dims: [bias.length], data: bias });
  return {
    op: 'Conv',
    inputs: [input, `${output}.weights`, ...(bias ? [`${output}.bias`] : [])],
    outputs: [output],
    attributes: [intsAttribute('kernel_shape', [1, 1]), intAttribute('group', weights.length)],
  };
}
