/** What a text tells, as a colour on a terminal that has colours. */
export type Tone = 'good' | 'warning' | 'bad' | 'note';

/** A line of text without its line feed; a plain text tells nothing that needs a colour. */
export type TonedLine = string | { readonly text: string; readonly tone: Tone };
