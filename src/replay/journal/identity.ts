import { createHash } from 'node:crypto';
import { knownSecrets } from '../../redaction/known-secrets.ts';

/** What must not change between the parts of a replay, besides the input. */
export interface ReplayIdentity {
  /** The options of the replay and the arguments of the entry script, without secrets. */
  readonly arguments: readonly string[];
  /** Of the arguments with their secrets. */
  readonly arguments_sha256: string;
  /** SHA-256 of each file of code by its path. */
  readonly code: Readonly<Record<string, string>>;
}

export function replayIdentity(
  argumentsGiven: readonly string[],
  code: ReplayIdentity['code'],
): ReplayIdentity {
  return {
    arguments: argumentsGiven.map((argument) => knownSecrets.redactMessage(argument)),
    arguments_sha256: createHash('sha256').update(JSON.stringify(argumentsGiven)).digest('hex'),
    code,
  };
}

/** What differs, a text for each change; empty when nothing does. */
export function describeIdentityChanges(earlier: ReplayIdentity, now: ReplayIdentity): string[] {
  const changed = describeArguments(earlier, now);
  const files = new Set([...Object.keys(earlier.code), ...Object.keys(now.code)]);
  return [
    ...changed,
    ...[...files].flatMap((file) => describeFile(file, earlier.code[file], now.code[file])),
  ];
}

function describeFile(file: string, before: string | undefined, after: string | undefined): string[] {
  if (before === after) return [];
  if (before === undefined) return [`${file} was added to the code`];
  return [after === undefined ? `${file} was removed from the code` : `${file} changed`];
}

function describeArguments(earlier: ReplayIdentity, now: ReplayIdentity): string[] {
  if (earlier.arguments_sha256 === now.arguments_sha256) return [];
  const before = byName(earlier.arguments);
  const after = byName(now.arguments);
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [old, current] = [before.get(name), after.get(name)];
    return old === current ? [] : [`${name} ${toText('was', old)} and ${toText('is', current)}`];
  });
  return changes.length > 0 ? changes : ['the order or a secret among the arguments changed'];
}

function toText(verb: string, value: string | undefined): string {
  if (value === undefined) return `${verb} not given`;
  return value === '' ? `${verb} given` : `${verb} ${value}`;
}

/** `--name value …` and `--name=value` by name. */
function byName(words: readonly string[]): Map<string, string> {
  const values = new Map<string, string[]>();
  let current: string[] = [];
  for (const word of words) {
    const [, name, value] = /^(--[^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) current.push(word);
    else {
      current = [...(values.get(name) ?? []), ...(value === undefined ? [] : [value])];
      values.set(name, current);
    }
  }
  return new Map(Array.from(values, ([name, list]) => [name, list.join(' ')]));
}
