/** The value of a JSON text; undefined where it is not JSON. The error of JSON.parse quotes the text, so it is dropped. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
