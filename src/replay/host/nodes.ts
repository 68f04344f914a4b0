/** A node of the job, counted from 0, as it is called in the log folders. */
export function nodeName(node: number, nodeCount: number): string {
  return nodeCount === 1 ? 'local' : `local${node}`;
}

/**
 * What tells a process about the cluster; every node has a loopback address of its own, and the first is the leader.
 *
 * Source: https://learn.microsoft.com/azure/batch/batch-compute-node-environment-variables
 */
export function nodeEnvironment(node: number, nodeCount: number): Readonly<Record<string, string>> {
  const [master = '', ...others] = Array.from({ length: nodeCount }, (_, index) => addressOf(index));
  return {
    AZUREML_NODE_COUNT: String(nodeCount),
    AZ_BATCH_NODE_ID: nodeName(node, nodeCount),
    AZ_BATCH_NODE_LIST: [master, ...others].join(';'),
    AZ_BATCH_IS_CURRENT_NODE_MASTER: String(node === 0),
    AZ_BATCHAI_JOB_MASTER_NODE_IP: master,
  };
}

/** 127.0.0.1 and those that follow it, at most 65536. */
function addressOf(node: number): string {
  const host = node + 1;
  return `127.0.${host >> 8}.${host & 255}`;
}
