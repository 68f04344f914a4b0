import { knownSecrets } from '../redaction/known-secrets.ts';
import { toPrintable } from './printable.ts';
import { LOGGING_LEVELS, type LogFields, type Logger, type LoggingLevel } from './logger.ts';

/**
 * Writes `LEVEL message key=value …`, one physical line each, of printable characters. The Python entry script takes the level from the first word
 * and hands the rest to AML's own logger. Secrets are removed before line breaks are replaced, which may be inside one.
 */
export function lineLogger(threshold: LoggingLevel, write: (line: string) => void): Logger {
  const log = (level: LoggingLevel) => (message: string, fields?: LogFields) => {
    if (LOGGING_LEVELS.indexOf(level) < LOGGING_LEVELS.indexOf(threshold)) return;
    write(
      `${level} ${toPrintable(`${oneLine(knownSecrets.redactMessage(message))}${renderFields(fields)}`)}\n`,
    );
  };
  return { debug: log('DEBUG'), info: log('INFO'), warning: log('WARNING'), error: log('ERROR') };
}

function renderFields(fields: LogFields = {}): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${renderValue(value)}`)
    .join('');
}

function renderValue(value: unknown): string {
  const text = knownSecrets.redactMessage(String(value));
  return /^[^\s"=\p{C}]+$/u.test(text) ? text : JSON.stringify(text);
}

function oneLine(message: string): string {
  return message.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, ' | ');
}
