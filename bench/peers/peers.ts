import { join } from 'node:path';

const SCRIPTS = join(import.meta.dirname, '../../../bench/peers');

/** Another client of the service. Its script takes the endpoint and paths of images, and prints how many it read. */
export interface Peer {
  readonly name: string;
  readonly runtime: 'node' | 'python';
  readonly script: string;
  /** Images at a time. */
  readonly concurrency: number;
  readonly images: number;
}

const python = (script: string) => ({ runtime: 'python', script: join(SCRIPTS, script) }) as const;

export const PEERS: readonly Peer[] = [
  { name: "Azure's Python client, one by one", ...python('azure_client.py'), concurrency: 1, images: 20 },
  { name: "Azure's Python client, 16 threads", ...python('azure_client.py'), concurrency: 16, images: 300 },
  {
    name: "Azure's JavaScript client, p-limit 16",
    runtime: 'node',
    script: join(import.meta.dirname, 'azure-client.js'),
    concurrency: 16,
    images: 300,
  },
  { name: 'aiohttp by hand, 16 at a time', ...python('by_hand.py'), concurrency: 16, images: 300 },
];
