import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every spelling of a secret that might slip through where the plain one would be noticed. */
function spellingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const unicode = Array.from(secret)
    .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
  return [
    secret,
    Array.from(secret).toReversed().join(''),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', String.raw`\/`),
    unicode,
    encodeURIComponent(secret),
    encodeURI(secret),
    percent,
    bytes.toString('hex'),
    ...[0, 1, 2].flatMap((offset) => base64Inside(bytes, offset)),
  ].map((spelling) => spelling.toLowerCase());
}

/** Base64 has three spellings of the same bytes, by where they begin; their first and last letters depend on neighbours. */
function base64Inside(bytes: Buffer, offset: number): readonly string[] {
  const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
  const first = offset === 0 ? 0 : offset + 1;
  const whole = Math.floor((shifted.length * 8) / 6);
  return (['base64', 'base64url'] as const).map((encoding) => shifted.toString(encoding).slice(first, whole));
}

/** Looks for secrets in any spelling and letter case. */
export class CanarySearch {
  readonly #spellings: readonly (readonly [spelling: string, name: string])[];

  constructor(secrets: Readonly<Record<string, string>>) {
    this.#spellings = Object.entries(secrets).flatMap(([name, secret]) =>
      [...new Set(spellingsOf(secret))].map((spelling) => [spelling, name] as const),
    );
  }

  /** `where: name of the secret` for each that is in the text. */
  inText(where: string, text: string): string[] {
    const folded = text.toLowerCase();
    const found = this.#spellings.filter(([spelling]) => folded.includes(spelling));
    return [...new Set(found.map(([, name]) => `${where}: ${name}`))];
  }

  /** In every name and every byte below a folder. */
  inFolder(folder: string): string[] {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = entry.isFile() ? readFileSync(path, 'latin1') : '';
      return this.inText(path, `${entry.name}\n${content}`);
    });
  }
}
