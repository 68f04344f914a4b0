import { bytesField, type Field, messageField, numberField, readFields, writeFields } from './protobuf.ts';

/** A model's graph, decoded as far as rewriting needs (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
export interface Graph {
  nodes: GraphNode[];
  readonly tensors: Map<string, FloatTensor>;
  /** The remaining fields of the model and of its graph, unchanged. */
  readonly modelRest: readonly Field[];
  readonly graphRest: readonly Field[];
}

export interface GraphNode {
  readonly op: string;
  inputs: string[];
  outputs: string[];
  /** Encoded AttributeProto messages. */
  readonly attributes: readonly Uint8Array[];
}

export interface FloatTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

const MODEL_GRAPH = 7;
const GRAPH = { node: 1, initializer: 5 } as const;
const NODE = { input: 1, output: 2, op: 4, attribute: 5 } as const;
const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;
const ATTRIBUTE_TENSOR = 5;
const FLOAT = 1;

export function readGraph(model: Uint8Array): Graph {
  const modelFields = readFields(model);
  const graphFields = readFields(bytesOf(modelFields, MODEL_GRAPH)[0] ?? new Uint8Array());
  const tensors = new Map<string, FloatTensor>();
  const nodes: GraphNode[] = [];
  for (const node of bytesOf(graphFields, GRAPH.node).map(readNode)) {
    const tensor = node.op === 'Constant' ? readConstant(node) : null;
    if (tensor) tensors.set(node.outputs[0]!, tensor);
    else nodes.push(node);
  }
  const graphRest: Field[] = [];
  for (const field of graphFields) {
    if (field.number === GRAPH.node) continue;
    const initializer =
      field.number === GRAPH.initializer && field.type !== 0 ? readTensor(field.value) : null;
    if (initializer) tensors.set(initializer.name, initializer.tensor);
    else graphRest.push(field);
  }
  return {
    nodes,
    tensors,
    graphRest,
    modelRest: modelFields.filter((field) => field.number !== MODEL_GRAPH),
  };
}

export function writeGraph(graph: Graph): Uint8Array {
  const used = new Set(graph.nodes.flatMap((node) => node.inputs));
  const fields = [
    ...graph.nodes.map((node) => messageField(GRAPH.node, nodeFields(node))),
    ...[...graph.tensors]
      .filter(([name]) => used.has(name))
      .map(([name, tensor]) => messageField(GRAPH.initializer, tensorFields(name, tensor))),
    ...graph.graphRest,
  ];
  return writeFields([...graph.modelRest, messageField(MODEL_GRAPH, fields)]);
}

function readNode(bytes: Uint8Array): GraphNode {
  const fields = readFields(bytes);
  const strings = (number: number): string[] =>
    bytesOf(fields, number).map((value) => Buffer.from(value).toString());
  return {
    op: strings(NODE.op)[0] ?? '',
    inputs: strings(NODE.input),
    outputs: strings(NODE.output),
    attributes: bytesOf(fields, NODE.attribute),
  };
}

function nodeFields({ op, inputs, outputs, attributes }: GraphNode): Field[] {
  return [
    ...inputs.map((input) => bytesField(NODE.input, input)),
    ...outputs.map((output) => bytesField(NODE.output, output)),
    bytesField(NODE.op, op),
    ...attributes.map((attribute) => bytesField(NODE.attribute, attribute)),
  ];
}

/** The floats of a constant; null for any other constant. */
function readConstant(node: GraphNode): FloatTensor | null {
  const [tensor] = bytesOf(readFields(node.attributes[0] ?? new Uint8Array()), ATTRIBUTE_TENSOR);
  return tensor ? (readTensor(tensor)?.tensor ?? null) : null;
}

/** Floats stored as raw bytes; null for any other tensor. */
function readTensor(bytes: Uint8Array): { name: string; tensor: FloatTensor } | null {
  const fields = readFields(bytes);
  const [raw] = bytesOf(fields, TENSOR.raw);
  const type = fields.find((field) => field.number === TENSOR.type)?.value;
  if (!raw || type !== BigInt(FLOAT)) return null;
  // A copy: floats must start on a multiple of four bytes.
  const tensor = { dims: dimsOf(fields), data: new Float32Array(new Uint8Array(raw).buffer) };
  return { name: Buffer.from(bytesOf(fields, TENSOR.name)[0] ?? []).toString(), tensor };
}

/** Packed or not. */
function dimsOf(fields: readonly Field[]): number[] {
  return fields
    .filter((field) => field.number === TENSOR.dims)
    .flatMap((field) =>
      field.type === 0
        ? [Number(field.value)]
        : readFields(Buffer.concat([...field.value].map((byte) => Uint8Array.of(8, byte)))).map((dim) =>
            Number(dim.value),
          ),
    );
}

function tensorFields(name: string, { dims, data }: FloatTensor): Field[] {
  return [
    ...dims.map((dim) => numberField(TENSOR.dims, dim)),
    numberField(TENSOR.type, FLOAT),
    bytesField(TENSOR.name, name),
    bytesField(TENSOR.raw, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ];
}

function bytesOf(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && field.type !== 0 ? [field.value] : []));
}
