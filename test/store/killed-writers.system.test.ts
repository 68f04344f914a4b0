import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { logStore } from '../../src/store/log-store.ts';
import { storeKey } from '../../src/store/store-key.ts';
import { ROOT } from '../samples-truth.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Stores ids and readings without end, and prints the number of each as soon as it counts as stored. */
const WRITER = `
import { writeSync } from 'node:fs';
import { logStore } from './dist/src/store/log-store.js';
import { storeKey } from './dist/src/store/store-key.js';
const [folder, owner] = process.argv.slice(1);
const onFailure = (error) => process.stderr.write(String(error));
const store = logStore({ folder, owner, now: Date.now, limits: { dataBytes: 50_000 }, onFailure });
for (let number = 0; ; number += 1) {
  const key = storeKey([owner, number]);
  store.beginAttempt(key);
  store.addOperation(key, { id: owner + ' ' + number, submittedAt: number });
  writeSync(1, 'id ' + number + '\\n');
  await store.addReading(key, Buffer.from((owner + ' ' + number).repeat(100)));
  writeSync(1, 'reading ' + number + '\\n');
}
`;

/** A writer is killed when it has printed this many lines, or some more. */
const LEAST_STORED = 10;

it('has every id and reading that four processes stored before they were killed', async () => {
  const folder = await temporaryFolder();
  const owners = ['a', 'b', 'c', 'd'];
  const killed = owners.map(async (owner, index) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, folder, owner], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    const errors = text(child.stderr);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (lines: string) => {
      output += lines;
      if (output.split('\n').length > LEAST_STORED + 40 * index) child.kill('SIGKILL');
    });
    await ended;
    expect(await errors).toBe('');
    return output;
  });
  const stored = (await Promise.all(killed)).map((output) => output.split('\n').slice(0, -1));
  expect(Math.min(...stored.map((lines) => lines.length))).toBeGreaterThanOrEqual(LEAST_STORED);

  const store = logStore({ folder, owner: 'reader', now: () => Date.now(), onFailure: () => {} });
  await store.refresh();
  const lost: string[] = [];
  for (const [index, lines] of stored.entries()) {
    for (const line of lines) {
      const [kind = '', number = ''] = line.split(' ');
      const content = `${owners[index]} ${number}`;
      const key = storeKey([owners[index] ?? '', Number(number)]);
      const [found, expected] =
        kind === 'id'
          ? [(await store.operation(key))?.id, content]
          : [String(await store.reading(key)), content.repeat(100)];
      if (found !== expected || store.openAttempts(key) !== 1) lost.push(`${content}: ${kind}`);
    }
  }
  expect(lost).toEqual([]);
});

it('stores nothing in part on a full disk, and what it stored before stays', async () => {
  const folder = await temporaryFolder();
  const script = `trap '' XFSZ; ulimit -f 8; exec "$0" --input-type=module -e "$1" "$2" full | head -c 3000`;
  const child = spawn('bash', ['-c', script, process.execPath, WRITER, folder], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [lines] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  expect(lines).toContain('reading 1\n');

  const store = logStore({ folder, owner: 'reader', now: () => Date.now(), onFailure: () => {} });
  await store.refresh();
  const numbers = Array.from({ length: 40 }, (_, number) => number);
  const readings = await Promise.all(numbers.map((number) => store.reading(storeKey(['full', number]))));
  const whole = readings.filter((reading) => reading !== null);
  expect(whole.map(String)).toEqual(
    numbers.slice(0, whole.length).map((number) => `full ${number}`.repeat(100)),
  );
  expect(whole.length).toBeGreaterThan(0);
});
