import { readFile } from 'node:fs/promises';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { ComputerVisionClient } from '@azure/cognitiveservices-computervision';
import { ApiKeyCredentials } from '@azure/ms-rest-js';
import pLimit from 'p-limit';

// Azure's JavaScript client as its quickstart uses it: submit, then poll every second.

const [endpoint, concurrency, ...paths] = (await json(process.stdin)) as [string, number, ...string[]];
const credentials = new ApiKeyCredentials({ inHeader: { 'Ocp-Apim-Subscription-Key': 'key' } });
const client = new ComputerVisionClient(credentials, endpoint);

async function read(path: string): Promise<boolean> {
  const { operationLocation } = await client.readInStream(await readFile(path));
  const id = operationLocation.split('/').at(-1) ?? '';
  for (;;) {
    const { status } = await client.getReadResult(id);
    if (status !== 'running' && status !== 'notStarted') return status === 'succeeded';
    await sleep(1000);
  }
}

const limit = pLimit(concurrency);
const finished = await Promise.all(paths.map((path) => limit(() => read(path).catch(() => false))));
console.log(finished.filter(Boolean).length);
