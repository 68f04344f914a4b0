import { OPTIONS } from '../config/options.ts';
import { HOST_NAMES } from '../config/parse-arguments.ts';
import { type Check, check, describeProblem, problemsOf } from '../contract/check.ts';
import { listOf, mapOf, nullable, objectOf } from '../contract/compound-checks.ts';
import { isRecord } from '../contract/is-record.ts';
import { parseJson } from '../contract/parse-json.ts';
import { anything, memberOf, numberCheck, textCheck, wholeNumberFrom } from '../contract/value-checks.ts';
import { type Manifest, MANIFEST_VERSION } from './manifest.ts';

const count = wholeNumberFrom(0);
const item = check('a path, or a row of a table', (value) => typeof value === 'string' || isRecord(value));
const index = check('text or a number', (value) => typeof value === 'string' || Number.isFinite(value));
const folder = check('an absolute path', (value) => typeof value === 'string' && value.startsWith('/'));

/** `schema/manifest.schema.json`, with messages for the problems; a test keeps the two consistent. */
const manifestCheck = objectOf({
  version: memberOf([MANIFEST_VERSION]),
  minibatch_index: nullable(index),
  run_id: nullable(textCheck),
  process: textCheck,
  input_folder: nullable(folder),
  items: listOf(item),
  context: objectOf({}, { partition_key_value: anything, global_row_index_lower_bound: anything }),
  arguments: known(Object.keys(OPTIONS), textCheck),
  host_arguments: known(HOST_NAMES, numberCheck),
  left_out: objectOf({ items: count, arguments: listOf(textCheck) }),
  versions: mapOf(textCheck),
  outcome: objectOf({
    status: memberOf(['running', 'returned', 'raised']),
    started_at: textCheck,
    ended_at: nullable(textCheck),
    rows: nullable(count),
    error: nullable(objectOf({ code: textCheck, message: textCheck })),
  }),
});

export type ParsedManifest =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'broken'; readonly problem: string };

/** @returns the manifest, or what is wrong with the text: the end of a sentence that begins with its name */
export function parseManifest(text: string): ParsedManifest {
  const value = parseJson(text);
  if (value === undefined) return broken('is damaged, or no manifest: it is not JSON');
  if (!isRecord(value) || !Object.hasOwn(value, 'items') || !Object.hasOwn(value, 'outcome'))
    return broken('is no manifest of a mini-batch');
  for (const problem of problemsOf(manifestCheck, value))
    return broken(`is damaged, or of another version: ${describeProblem(problem, 'the manifest')}`);
  return { kind: 'manifest', manifest: value as unknown as Manifest };
}

function broken(problem: string): ParsedManifest {
  return { kind: 'broken', problem };
}

/** An object with any of these names. */
function known(names: readonly string[], of: Check): Check {
  return objectOf({}, Object.fromEntries(names.map((name) => [name, of])));
}
