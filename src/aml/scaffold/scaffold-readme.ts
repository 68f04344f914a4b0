import type { ScaffoldNames } from './scaffold-names.ts';

/** The commands for a new folder, in their order, each with a comment. */
export function firstCommands({
  engine,
}: ScaffoldNames): readonly (readonly [command: string, what: string])[] {
  const here = engine === 'offline' ? 'replay images' : 'replay images -- --engine offline';
  return [
    [`npx parallel-run-ocr ${here}`, 'read the images of images/ on this machine'],
    ['npx parallel-run-ocr plan images', 'what a run would cost and take'],
    ['npx parallel-run-ocr aml check', 'is the workspace ready?'],
    ['npx parallel-run-ocr aml provision', 'datastore, cluster, environment and component'],
    ['npx parallel-run-ocr aml submit', 'one run'],
  ];
}

/** The README of a new folder. */
export function scaffoldReadme(names: ScaffoldNames, configFile: string): string {
  const commands = firstCommands(names);
  const width = Math.max(...commands.map(([command]) => command.length));
  return [
    '# Text of images',
    '',
    'Put some images into `images/`, then:',
    '',
    '```sh',
    ...commands.map(([command, what]) => `${command.padEnd(width)}  # ${what}`),
    '```',
    '',
    `- \`${configFile}\`: options of all commands; the command line wins. It holds names of secrets, never secrets.`,
    '- `aml/v2/`: the same resources for `az ml`; each file begins with its command.',
    '- `entry/` and `.amlignore`: what AML uploads. The worker is in the container image, which is built in a checkout of parallel-run-ocr (its `docs/container.md`).',
    '',
  ].join('\n');
}
