import type { FloatTensor, Graph, GraphNode } from './graph.ts';

/** Lookups for rewriting a graph. */
export interface GraphView {
  /** The only node that uses this value; null when there are none or several, or when it is an output of the graph. */
  onlyUser(value: string): GraphNode | null;
  users(value: string): readonly GraphNode[];
  producer(value: string): GraphNode | null;
  tensor(name: string | undefined): FloatTensor | null;
  /** The value of a constant with one element. */
  scalar(name: string | undefined): number | null;
}

export function viewOf(graph: Graph): GraphView {
  const users = new Map<string, GraphNode[]>();
  const producers = new Map<string, GraphNode>();
  for (const node of graph.nodes) {
    for (const output of node.outputs) producers.set(output, node);
    for (const input of new Set(node.inputs)) {
      const list = users.get(input);
      if (list) list.push(node);
      else users.set(input, [node]);
    }
  }
  const tensor = (name: string | undefined): FloatTensor | null => graph.tensors.get(name ?? '') ?? null;
  return {
    onlyUser(value) {
      const [user = null, ...more] = users.get(value) ?? [];
      return more.length === 0 ? user : null;
    },
    users: (value) => users.get(value) ?? [],
    producer: (value) => producers.get(value) ?? null,
    tensor,
    scalar(name) {
      const data = tensor(name)?.data;
      return data?.length === 1 ? data[0]! : null;
    },
  };
}

/** The input of a two-input node that is not this one. */
export function otherInput(node: GraphNode, input: string): string | undefined {
  return node.inputs.find((candidate) => candidate !== input);
}
