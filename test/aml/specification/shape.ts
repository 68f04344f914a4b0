export type Schema = Readonly<Record<string, unknown>>;

/** Method, path (a pattern) and the schema of the body. */
export type Shape = readonly [method: string, path: string, schema: Schema];

export const text: Schema = { type: 'string' };
export const whole: Schema = { type: 'integer' };
export const texts: Schema = { type: 'object', additionalProperties: { type: 'string' } };

/** Nothing but these properties. */
export function only(properties: Readonly<Record<string, Schema>>, ...required: readonly string[]): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const mapOf = (schema: Schema): Schema => ({ type: 'object', additionalProperties: schema });
