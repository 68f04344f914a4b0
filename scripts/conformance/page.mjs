import { AREAS } from './facts/areas.mjs';
import { findPins } from './find-pins.mjs';

const TEST_FILE = /^test\/(.*?)(?:\.system)?\.test\.ts$/;

/**
 * What is wrong with the table: an emulated fact that no test pins, a tag that is no fact's, a fact that is pinned although it
 * is not emulated.
 */
export function findProblems(areas, { pins, problems }) {
  const facts = areas.flatMap((area) => area.facts);
  const ids = facts.map(({ id }) => id);
  return [
    ...problems,
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is two facts`),
    ...[...pins].filter(([id]) => !ids.includes(id)).map(([id, files]) => `[${id}] in ${files} is no fact`),
    ...facts
      .filter(({ id, missing }) => missing === null && !pins.has(id))
      .map(({ id }) => `${id} is emulated, but no test has [${id}] in its title`),
    ...facts
      .filter(({ id, missing }) => missing !== null && pins.has(id))
      .map(({ id }) => `${id} is not emulated, but ${pins.get(id)} pins it`),
  ];
}

/** The whole of docs/conformance.md. @throws when the table does not hold */
export function conformancePage(folder) {
  const found = findPins(folder);
  const problems = findProblems(AREAS, found);
  if (problems.length > 0) throw new Error(`the conformance table does not hold:\n${problems.join('\n')}`);
  const facts = AREAS.flatMap((area) => area.facts);
  const missing = facts.filter((fact) => fact.missing !== null);
  return `# Conformance

What AML does with an entry script, fact by fact, and whether a [replay](replay.md) does the same: ${facts.length} facts, of which
${facts.length - missing.length} are emulated and ${missing.length} are not. \`npm run docs\` writes this page from the facts in
\`scripts/conformance\` and from the tests; a fact is emulated when a test has its id in its title.

A source _inferred_ does not say it in so many words: the fact follows from it, or from what users report. The last column
links the test. What happens only now and then, such as a lost acknowledgement, is emulated [on request](replay.md#faults-on-request). \`npx vitest run -t '\\[R01\\]'\` runs the tests of one fact; those in \`integration\` need \`npm run test:integration\`.

${AREAS.map((area) => areaSection(area, found.pins)).join('\n\n')}
`;
}

/** What is not emulated, in one paragraph. */
export function notEmulatedList() {
  const facts = AREAS.flatMap((area) => area.facts).filter((fact) => fact.missing !== null);
  const topics = [...new Set(facts.map((fact) => fact.missing.topic))];
  return `${topics.join(', ').replace(/^./, (first) => first.toUpperCase())}.`;
}

function areaSection({ title, facts }, pins) {
  const rows = facts.map((fact) => {
    const { name, url, inferred } = fact.source;
    const source = `[${name}](${url})${inferred ? ', inferred' : ''}`;
    return `| ${fact.id} | ${fact.sentence} | ${source} | ${verdict(fact, pins)} |`;
  });
  return [
    `## ${title}`,
    '',
    '| Fact | What AML does | Source | In a replay |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function verdict({ id, missing }, pins) {
  if (missing !== null) return `not emulated: ${missing.reason}`;
  return pins
    .get(id)
    .map((file) => `[${file.replace(TEST_FILE, '$1')}](../${file})`)
    .join(', ');
}
