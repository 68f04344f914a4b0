import type { Graph } from './graph.ts';
import { bytesField, type Field, readFields, writeFields } from './protobuf.ts';

// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto: ModelProto.metadata_props, StringStringEntryProto
const METADATA = 14;
const ENTRY = { key: 1, value: 2 } as const;

/** The texts that an exporter stored in a model, by key. */
export function readProperties(graph: Graph): Map<string, string> {
  const entries = graph.modelRest.filter((field) => field.number === METADATA && field.type === 2);
  return new Map(
    entries.map(({ value }) => {
      const fields = readFields(value as Uint8Array);
      return [textOf(fields, ENTRY.key), textOf(fields, ENTRY.value)];
    }),
  );
}

export function withProperties(graph: Graph, metadata: ReadonlyMap<string, string>): Graph {
  const others = graph.modelRest.filter((field) => field.number !== METADATA);
  const entries = Array.from(metadata, ([key, value]) =>
    bytesField(METADATA, writeFields([bytesField(ENTRY.key, key), bytesField(ENTRY.value, value)])),
  );
  return { ...graph, modelRest: [...others, ...entries] };
}

function textOf(fields: readonly Field[], number: number): string {
  const value = fields.find((field) => field.number === number)?.value;
  return value instanceof Uint8Array ? Buffer.from(value).toString() : '';
}
