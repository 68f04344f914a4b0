import type { TabularRow } from '../../contract/mini-batch.ts';
import { literalPattern } from '../../contract/literal-pattern.ts';

/** Where the keys of a file data set are in the paths of its files. */
export interface PartitionFormat {
  readonly keys: readonly string[];
  /** The values of all keys; null for a path that does not match. */
  match(path: string): TabularRow | null;
}

const PART = /\{(?<key>[^{}]*)\}|(?<any>\*)/g;

/**
 * `{user}/{year}/*.jpg`: the end of a path, from the first key on. A key is one folder, or a part of a name; `*` is any text
 * within a name.
 *
 * Source: `partition_format` of
 * https://learn.microsoft.com/python/api/azureml-core/azureml.data.dataset_factory.filedatasetfactory
 *
 * @returns a text that says what is accepted, for a format that is none
 */
export function toPartitionFormat(format: string): PartitionFormat | string {
  const keys = Array.from(format.matchAll(PART), ({ groups }) => groups?.['key']).filter(
    (key) => key !== undefined,
  );
  const bad = keys.find((key) => !/^[^:]+$/.test(key));
  if (keys.length === 0 || bad !== undefined || new Set(keys).size < keys.length)
    return 'folders and a name with keys, each once, such as {user}/{year}/*.jpg; a date is a key for each of its folders';
  let end = 0;
  let pattern = '';
  for (const match of format.replace(/^\//, '').matchAll(PART)) {
    pattern += literalPattern(match.input.slice(end, match.index));
    pattern += match.groups?.['any'] === undefined ? '([^/]+?)' : '[^/]*';
    end = match.index + match[0].length;
  }
  const whole = new RegExp(`(?:^|/)${pattern}${literalPattern(format.replace(/^\//, '').slice(end))}$`, 's');
  return {
    keys,
    match(path: string) {
      const found = whole.exec(path);
      return found && Object.fromEntries(keys.map((key, index) => [key, found[index + 1]]));
    },
  };
}
