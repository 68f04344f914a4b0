import { ConfigurationError } from '../../contract/errors.ts';

/** @throws ConfigurationError when the text is not `/` and segments without a slash at the end */
export function parsePathPrefix(text: string): string {
  if (/^(?:\/[\w.~-]+)+$/.test(text)) return text;
  throw new ConfigurationError([
    `--path_prefix is ${JSON.stringify(text)}: give a path such as /gw/ocr, without a slash at its end.`,
  ]);
}

/**
 * The address of a request as the service behind a gateway sees it: without the prefix; null when the request is not
 * below it.
 */
export function behindPrefix(url: URL, prefix: string): URL | null {
  if (!url.pathname.startsWith(`${prefix}/`)) return null;
  const behind = new URL(url);
  behind.pathname = url.pathname.slice(prefix.length);
  return behind;
}
