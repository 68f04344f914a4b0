const perCharacter =
  (encode: (hex: string) => string) =>
  (text: string): string =>
    [...Buffer.from(text)].map((byte) => encode(byte.toString(16).padStart(2, '0'))).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const json = (text: string): string => JSON.stringify({ received: text });

/** How a credential may come back; a real service or a proxy may do any of these. */
export const ECHO_FORMS = {
  plain: (text) => text,
  upper_case: (text) => text.toUpperCase(),
  lower_case: (text) => text.toLowerCase(),
  json_escapes: perCharacter((hex) => `\\u00${hex}`),
  json_in_json: (text) => json(json(text)),
  percent: perCharacter((hex) => `%${hex}`),
  percent_twice: (text) => encodeURIComponent(perCharacter((hex) => `%${hex}`)(text)),
  html: perCharacter((hex) => `&#x${hex};`),
  base64,
  base64url: (text) => Buffer.from(text).toString('base64url'),
  base64_in_url: (text) => encodeURIComponent(base64(encodeURIComponent(text))),
  basic: (text) => `Basic ${base64(`user:${text}`)}`,
  hex: perCharacter((hex) => hex),
  spaces: (text) => text.replaceAll(/.{4}/g, '$& '),
  line_breaks: (text) => text.replaceAll(/.{6}/g, '$&\r\n'),
  query: (text) => `https://a.example/?sig=${encodeURIComponent(text)}&se=2030-01-01`,
  connection_string: (text) =>
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${text};EndpointSuffix=a.example`,
  proxy: (text) => `http://user:${encodeURIComponent(text)}@proxy.example:8080`,
} satisfies Readonly<Record<string, (text: string) => string>>;

export type EchoForm = keyof typeof ECHO_FORMS;
