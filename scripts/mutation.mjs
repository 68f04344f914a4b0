// Changes the code of a room, one place at a time, and counts the changes that the unit tests of that room notice.
// Writes the scores to bench/mutation/scores.json; exits with 1 if a room is below its threshold there. Of a file alone it
// prints what was not noticed, and keeps no score. What was found is kept in node_modules/.cache/mutation, and found
// anew where the file or its tests have changed, or with --force, which is for a change of the rooms below.
// Run: npm run test:mutation [ROOM|FILE ...] [-- --force]    Example: npm run test:mutation contract batch/attempts.ts
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SCORES = fileURLToPath(new URL('../bench/mutation/scores.json', import.meta.url));
const NOTICED = new Set(['Killed', 'Timeout']);
const UNNOTICED = new Set(['Survived', 'NoCoverage']);

const scores = JSON.parse(readFileSync(SCORES, 'utf8'));
const {
  values: { force },
  positionals,
} = parseArgs({ allowPositionals: true, options: { force: { type: 'boolean', default: false } } });
const targets = positionals.length > 0 ? positionals : Object.keys(scores);

/** @param {string} target */
function roomOf(target) {
  if (!target.endsWith('.ts')) return target;
  return Object.keys(scores).find((room) => target.startsWith(`${room}/`)) ?? dirname(target);
}

const unknown = targets.filter(
  (target) => !existsSync(`${ROOT}src/${target}`) || !existsSync(`${ROOT}test/${roomOf(target)}`),
);
if (unknown.length > 0) {
  process.stderr.write(
    `Not a room: ${unknown.join(', ')}. A room is a folder of src and of test, such as ocr/azure; a file is one of a room, such as batch/attempts.ts.\n`,
  );
  process.exit(2);
}

// Stryker runs the tests in threads of its processes, and a process trusts what it was started with.
const {
  outputFiles: [trustSetup],
} = await build({
  entryPoints: [`${ROOT}test/support/azure/trust-setup.ts`],
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  write: false,
});
mkdirSync(`${ROOT}.stryker-tmp`, { recursive: true });
const compiled = `${ROOT}.stryker-tmp/trust-setup.mjs`;
writeFileSync(compiled, trustSetup?.contents ?? '');
const distrust = await (await import(compiled)).default();

/** @param {string} target */
async function mutantsOf(target) {
  const room = roomOf(target);
  process.env['MUTATED_ROOM'] = room;
  const stryker = new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutation.config.ts' },
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    mutate: [target === room ? `src/${room}/**/*.ts` : `src/${target}`],
    incremental: true,
    incrementalFile: `${ROOT}node_modules/.cache/mutation/${room.replaceAll('/', '-')}.json`,
    force,
    coverageAnalysis: 'perTest',
    // A mutant of a constant is in effect while modules load, so it costs a run of all tests of the room.
    ignoreStatic: true,
    ignorePatterns: ['dist*', 'output'],
    // Stryker reads the file by a function that TypeScript 7 does not have.
    tsconfigFile: 'none.json',
    reporters: process.stdout.isTTY ? ['clear-text', 'progress'] : ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: process.stdout.isTTY, reportTests: false, logTests: false },
  });
  return stryker.runMutationTest();
}

/** @param {Awaited<ReturnType<typeof mutantsOf>>} mutants */
function scoreOf(mutants) {
  const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length;
  const unnoticed = mutants.filter(({ status }) => UNNOTICED.has(status)).length;
  const total = noticed + unnoticed;
  return { mutants: total, noticed, percent: Math.round((1000 * noticed) / total) / 10 };
}

for (const room of targets) {
  const { threshold = 0 } = scores[room] ?? {};
  const score = scoreOf(await mutantsOf(room));
  if (room !== roomOf(room)) continue;
  scores[room] = { threshold, ...score };
  writeFileSync(SCORES, `${JSON.stringify(scores, null, 2)}\n`);
  const line = `${room}: ${score.noticed} of ${score.mutants} changes noticed (${score.percent} %)`;
  if (score.percent < threshold) {
    process.stderr.write(`${line}, which is below its threshold of ${threshold} %.\n`);
    process.exitCode = 1;
  } else {
    process.stdout.write(`${line}; the threshold is ${threshold} %.\n`);
  }
}
distrust();
