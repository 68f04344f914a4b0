// Changes the code of a room, one place at a time, and counts the changes that the unit tests of that room notice.
// Writes the scores to bench/mutation/scores.json; exits with 1 if a room is below its threshold there.
// Run: npm run test:mutation [ROOM ...]    Example: npm run test:mutation contract ocr/azure
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SCORES = fileURLToPath(new URL('../bench/mutation/scores.json', import.meta.url));
const NOTICED = new Set(['Killed', 'Timeout']);
const UNNOTICED = new Set(['Survived', 'NoCoverage']);

const scores = JSON.parse(readFileSync(SCORES, 'utf8'));
const rooms = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(scores);
const unknown = rooms.filter(
  (room) => !existsSync(`${ROOT}src/${room}`) || !existsSync(`${ROOT}test/${room}`),
);
if (unknown.length > 0) {
  process.stderr.write(
    `Not a room: ${unknown.join(', ')}. A room is a folder of src and of test, such as ocr/azure.\n`,
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

/** @param {string} room */
async function mutantsOf(room) {
  process.env['MUTATED_ROOM'] = room;
  const stryker = new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutation.config.ts' },
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    mutate: [`src/${room}/**/*.ts`],
    coverageAnalysis: 'perTest',
    // A mutant of a constant is in effect while modules load, so it costs a run of all tests of the room.
    ignoreStatic: true,
    ignorePatterns: ['dist*', 'output'],
    // Stryker reads the file by a function that TypeScript 7 does not have.
    tsconfigFile: 'none.json',
    reporters: process.stdout.isTTY ? ['clear-text', 'progress'] : ['clear-text'],
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

for (const room of rooms) {
  const { threshold = 0 } = scores[room] ?? {};
  const score = scoreOf(await mutantsOf(room));
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
