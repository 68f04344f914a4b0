const MAX_LENGTH = 80;

/** A value for an error message: its JSON, truncated, or its type where it has none. Never throws. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = toJson(value) ?? typeof value;
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

/** JSON.stringify throws for a circular object, a BigInt, and what a `toJSON` throws. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
