/** The paths of all fields, arrays looked into: `a.b.c`. Eight numbers of a box are one field. */
export function fieldsOf(value: unknown, path = ''): readonly string[] {
  const parts = Array.isArray(value) ? value.flatMap((item) => fieldsOf(item, path)) : partsOf(value, path);
  return [...new Set(parts)].toSorted();
}

function partsOf(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, field]) =>
    fieldsOf(field, path === '' ? name : `${path}.${name}`),
  );
}
