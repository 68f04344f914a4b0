import { JOURNAL_FOLDER } from '../journal/journal-paths.ts';
import { FAILED_ITEMS_FOLDER } from '../../rows/failed-items-file.ts';
const REJECTED = /[~"#%&*:<>?/\\{|}\p{Cc}]/u;
/** Names of other files that a replay writes into the same folder. */
const TAKEN = ['summary.json', 'logs', FAILED_ITEMS_FOLDER, JOURNAL_FOLDER];

/** AML's driver lower-cases the name. */
export function toAppendRowFileName(name: string): string {
  return name.toLowerCase();
}

/**
 * The characters are those that AML's SDK rejects.
 * @returns what is accepted when the name is not, null when it is
 */
export function checkAppendRowFileName(name: string): string | null {
  if (REJECTED.test(name)) {
    return 'a name without any of ~ " # % & * : < > ? / \\ { | } (AML rejects them) and without control characters';
  }
  if (name === '' || name.startsWith('.') || Buffer.byteLength(name) > 200) {
    return 'a name of 1 to 200 bytes that does not start with a dot';
  }
  if (TAKEN.includes(toAppendRowFileName(name))) {
    return `another name: the replay itself writes ${TAKEN.join(', ')}`;
  }
  return null;
}
