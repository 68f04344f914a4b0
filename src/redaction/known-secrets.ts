import { credentialSpans } from './credential-shapes.ts';
import { findSecrets } from './find-secrets.ts';
import { SpellingIndex } from './spelling-index.ts';
import { MIN_SECRET_LENGTH, spellingsOf } from './spellings.ts';
import { mergeSpans, replaceSpans, type TextSpan } from './view.ts';

/** What stands in place of a secret. */
export const REDACTED = '[secret]';

/** Removes secret values from texts, in whatever encoding they are there. A value of less than eight characters is not known. */
export class KnownSecrets {
  readonly #values = new Set<string>();
  readonly #index = new SpellingIndex();

  add(value: string): void {
    if (value.length < MIN_SECRET_LENGTH || this.#values.has(value)) return;
    this.#values.add(value);
    for (const spelling of spellingsOf(value)) this.#index.add(spelling);
  }

  /** For data: removes known values and nothing else, for the text of an image may look like a credential. */
  redact(text: string): string {
    return replaceSpans(text, findSecrets(text, this.#index), REDACTED);
  }

  /** For messages and logs: removes known values, and credentials of any value that are recognized by their form. */
  redactMessage(text: string): string {
    const spans = [...findSecrets(text, this.#index), ...credentialSpans(text)];
    return spans.length === 0 ? text : replaceSpans(text, mergeSpans(spans), REDACTED);
  }

  /** Data in pieces, such as the lines of a page: removes known values that one piece or several in a row contain. */
  redactPieces(pieces: readonly string[]): readonly string[] {
    if (this.#index.isEmpty) return pieces;
    const spans = findSecrets(pieces.join('\n'), this.#index);
    if (spans.length === 0) return pieces;
    let start = 0;
    return pieces.map((piece) => {
      const within = spans.flatMap((span) => overlap(span, start, piece.length));
      start += piece.length + 1;
      return replaceSpans(piece, within, REDACTED);
    });
  }
}

function overlap(span: TextSpan, offset: number, length: number): readonly TextSpan[] {
  const start = Math.max(span.start - offset, 0);
  const end = Math.min(span.end - offset, length);
  return start < end ? [{ start, end }] : [];
}

/** The secrets of this process: each `Secret`, each token, and the credentials in its environment. */
export const knownSecrets = new KnownSecrets();
