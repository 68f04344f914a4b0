import { toDisplayPath } from '../files/file-system-path.ts';
import { literalPattern } from '../contract/literal-pattern.ts';

/** The position of a partition's segments in a path: `start` is the index of the first one in the string. */
export interface FoundPartition {
  readonly name: string;
  readonly start: number;
}

/**
 * Finds a partition (`2020/08/07`, or `2020/08` for the month) in complete folder names; the file's own name is
 * ignored. A date is found in each spelling that a data set may use: `2020/08/07`, `2020-08-07`, `20200807`,
 * `year=2020/month=8/day=7`.
 *
 * @param partition as `--input_partition` is parsed
 */
export function findPartition(path: string, partition: string): FoundPartition | null {
  const match = patternOf(partition).exec(folderOf(path));
  return match && { name: partition, start: match.index };
}

let known: { readonly partition: string; readonly pattern: RegExp } | null = null;

/** A run has one partition, and many images. */
function patternOf(partition: string): RegExp {
  known = known?.partition === partition ? known : { partition, pattern: toPattern(partition) };
  return known.pattern;
}

function toPattern(partition: string): RegExp {
  const [, year, month, day, below = ''] =
    /^((?:19|20)\d\d)(?:\/(\d\d)(?:\/(\d\d))?)?((?:\/.*)?)$/s.exec(partition) ?? [];
  const spellings = year === undefined ? [] : spellingsOf(year, month, day);
  const folders = [
    literalPattern(partition),
    ...spellings.map((spelling) => `${spelling}${literalPattern(below)}`),
  ];
  return new RegExp(`(?<=^|/)(?:${folders.join('|')})(?=/)`);
}

/** Hive names the parts of a path: `year=2020`. */
const NAME = '(?:[A-Za-z_]+=)?';
const JOINT = '[-_. ]';
const ANY_DAY = String.raw`(?:0[1-9]|[12]\d|3[01])`;
const ANY_MONTH = '(?:0[1-9]|1[0-2])';

/** Patterns of the folders that hold the images of a day, a month or a year; a month also matches its days. */
function spellingsOf(year: string, month: string | undefined, day: string | undefined): string[] {
  const start = `${NAME}${year}`;
  if (month === undefined) return [`${start}(?:${JOINT}?${ANY_MONTH}(?:${JOINT}?${ANY_DAY})?)?`];
  if (day === undefined) {
    return [`${start}/${NAME}${unpadded(month)}`, `${start}${JOINT}?${month}(?:${JOINT}?${ANY_DAY})?`];
  }
  return [
    `${start}/${NAME}${unpadded(month)}/${NAME}${unpadded(day)}`,
    `${start}${JOINT}${unpadded(month)}${JOINT}${unpadded(day)}`,
    `${start}${month}${day}`,
  ];
}

/** The number with and without its leading zero. */
function unpadded(twoDigits: string): string {
  return twoDigits.replace(/^0/, '0?');
}

/** Finds the first `yyyy/mm/dd` in the folders of a path. */
export function findDatePartition(path: string): FoundPartition | null {
  const match = /(?<=^|\/)\d{4}\/(?:0[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])(?=\/)/.exec(folderOf(path));
  return match && { name: match[0], start: match.index };
}

/**
 * The key of an image: its path below `root`; outside it, from the partition on, or else the full path. It is
 * unique in a data set, and the same on every node whatever the mount point.
 */
export function toKey(path: string, root: string | null, partition: FoundPartition | null): string {
  if (root !== null && isBelow(path, root)) return toDisplayPath(path.slice(withSlash(root).length));
  return toDisplayPath(partition === null ? path : path.slice(partition.start));
}

export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(withSlash(folder));
}

function withSlash(folder: string): string {
  return folder.replace(/\/*$/, '/');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
