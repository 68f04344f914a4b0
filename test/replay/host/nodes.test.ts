import { expect, it } from 'vitest';
import { nodeEnvironment, nodeName } from '../../../src/replay/host/nodes.ts';

it('tells a process which node of the cluster it is on [V17]', () => {
  expect(nodeEnvironment(1, 3)).toEqual({
    AZUREML_NODE_COUNT: '3',
    AZ_BATCH_NODE_ID: 'local1',
    AZ_BATCH_NODE_LIST: '127.0.0.1;127.0.0.2;127.0.0.3',
    AZ_BATCH_IS_CURRENT_NODE_MASTER: 'false',
    AZ_BATCHAI_JOB_MASTER_NODE_IP: '127.0.0.1',
  });
});

it('makes the first node the master, and gives each an address of its own', () => {
  const { AZ_BATCH_NODE_LIST: list = '', ...others } = nodeEnvironment(0, 1024);
  expect(new Set(list.split(';')).size).toBe(1024);
  expect(others).toMatchObject({ AZ_BATCH_IS_CURRENT_NODE_MASTER: 'true', AZ_BATCH_NODE_ID: 'local0' });
});

it('keeps the name of the only node', () => {
  expect(nodeName(0, 1)).toBe('local');
});
