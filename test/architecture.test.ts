import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** From the ground up: a room may import from itself and from those before it. */
const ROOMS = [
  'src/contract',
  'src/logging',
  'src/config',
  'src/flow',
  'src/secrets',
  'src/images',
  'src/ocr',
  'src/batch',
  'src/rows',
  'src/report',
  'src/replay',
  'src/emulator',
  'src/aml',
  'entry',
  'src/checks',
  'src/cli',
];

const root = fileURLToPath(new URL('..', import.meta.url));
const files = ['src', 'entry']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((name) => name.endsWith('.ts'));

/** What has to be told to, or heard of, the process itself. */
const OF_THE_PROCESS: Readonly<Record<string, readonly string[]>> = {
  'src/ocr/offline/forbid-telemetry.ts': ['process.env'],
  'src/ocr/offline/thread-pool.ts': ['process.once', 'process.off'],
};

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const code = text.replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '');

  it('lies in a room and imports only from its own and lower ones', () => {
    const imported = [...text.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map((match) =>
      normalize(join(dirname(file), match[1] ?? '')),
    );
    expect(roomOf(file)).toBeGreaterThanOrEqual(0);
    expect(imported.filter((other) => roomOf(other) > roomOf(file))).toEqual([]);
  });

  it.runIf(!file.startsWith('entry/') && !file.startsWith('src/cli/'))(
    'leaves the process and the terminal to the roots',
    () => {
      const touched = code.match(/(?<![\w.'])(?:process\.(?!memoryUsage|hrtime)\w+|console\.\w+)/g) ?? [];
      expect([...touched]).toEqual(OF_THE_PROCESS[file] ?? []);
    },
  );
});

function roomOf(file: string): number {
  return ROOMS.findIndex((room) => file.startsWith(`${room}/`));
}
