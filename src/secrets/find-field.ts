/** The field of a JSON object that stands for a setting. */
export type FoundField =
  | { readonly kind: 'found'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous'; readonly names: readonly string[] };

/**
 * Other names of the settings: of the Azure CLI's output (`key1`), of the services' own headers and of other programs.
 * Case, `_`, `-`, `.` and blanks in a name make no difference.
 */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  endpoint: ['endpointurl', 'endpointuri', 'url', 'uri', 'apiendpoint', 'apiurl', 'baseurl', 'azureendpoint'],
  key: [
    'apikey',
    'subscriptionkey',
    'ocpapimsubscriptionkey',
    'predictionkey',
    'accesskey',
    'primarykey',
    'key1',
  ],
  projectid: ['project', 'customvisionproject'],
  publishedname: ['publishname', 'publishediterationname', 'iterationname'],
  minimumprobability: ['minprobability', 'probabilitythreshold', 'threshold'],
};

/**
 * The documented name, or its camelCase form, comes first; then every other spelling. Two of those with different values
 * are ambiguous.
 */
export function findField(fields: Readonly<Record<string, unknown>>, name: string): FoundField {
  const exact = [name, camelCase(name)].find((candidate) => Object.hasOwn(fields, candidate));
  if (exact !== undefined) return { kind: 'found', name: exact, value: fields[exact] };
  const accepted = new Set([plain(name), ...(ALIASES[plain(name)] ?? [])]);
  const names = Object.keys(fields).filter((candidate) => accepted.has(plain(candidate)));
  const [first] = names;
  if (first === undefined) return { kind: 'missing' };
  const differ = names.some((candidate) => fields[candidate] !== fields[first]);
  return differ ? { kind: 'ambiguous', names } : { kind: 'found', name: first, value: fields[first] };
}

/** A name as short as a word or three; a longer one may be a key that was stored in the wrong place. */
const SHOWN_NAME = /^[A-Za-z][\w .-]{0,24}$/;

/** `It has 'Endpoint' and 'url'.`: the names of the fields, never a value. */
export function describeFields(fields: Readonly<Record<string, unknown>>): string {
  const all = Object.keys(fields);
  const shown = all.filter((name) => SHOWN_NAME.test(name)).slice(0, 10);
  const rest = all.length - shown.length;
  const parts = [...shown.map((name) => `'${name}'`), ...(rest > 0 ? [`${rest} more`] : [])];
  if (parts.length === 0) return 'It has no field.';
  const last = parts.length > 1 ? ` and ${parts.at(-1)}` : '';
  return `It has ${(last === '' ? parts : parts.slice(0, -1)).join(', ')}${last}.`;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_\-.\s\uFEFF]/g, '');
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
