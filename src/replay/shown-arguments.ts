import { OPTIONS } from '../config/options.ts';
import { knownSecrets, REDACTED } from '../redaction/known-secrets.ts';

/** What an entry script of somebody else may call an argument that holds a secret; ours take the names of secrets only. */
const SECRET_NAME = /key|secret|token|passw|pwd|signature|\bsas\b|credential|connection/i;

/** The arguments of the entry script without secrets: known ones, and the values of those that are named like one. */
export function shownArguments(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const [, name = '', value] = /^(--[^=]+)(=.*)?$/s.exec(word) ?? [];
    if (value !== undefined && namesSecret(name)) return `${name}=${REDACTED}`;
    if (!word.startsWith('--') && namesSecret(words[index - 1] ?? '')) return REDACTED;
    return knownSecrets.redactMessage(word);
  });
}

function namesSecret(word: string): boolean {
  const name = word.replace(/^--/, '').replaceAll('-', '_');
  return (
    word.startsWith('--') && !word.includes('=') && !Object.hasOwn(OPTIONS, name) && SECRET_NAME.test(name)
  );
}
