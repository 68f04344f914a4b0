import type { DecodedView } from './view.ts';

/** Names of the characters that a key, a token or a URL can contain: https://html.spec.whatwg.org/#named-character-references */
const ENTITIES: Readonly<Record<string, string>> = {
  Tab: '\t',
  NewLine: '\n',
  excl: '!',
  quot: '"',
  QUOT: '"',
  num: '#',
  dollar: '$',
  percnt: '%',
  amp: '&',
  AMP: '&',
  apos: "'",
  lpar: '(',
  rpar: ')',
  ast: '*',
  plus: '+',
  comma: ',',
  period: '.',
  sol: '/',
  colon: ':',
  semi: ';',
  lt: '<',
  LT: '<',
  equals: '=',
  gt: '>',
  GT: '>',
  quest: '?',
  commat: '@',
  lsqb: '[',
  lbrack: '[',
  bsol: '\\',
  rsqb: ']',
  rbrack: ']',
  Hat: '^',
  lowbar: '_',
  UnderBar: '_',
  grave: '`',
  lcub: '{',
  lbrace: '{',
  verbar: '|',
  vert: '|',
  rcub: '}',
  rbrace: '}',
};
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
};

interface EscapeKind {
  /** A character without which a text has no such escape. */
  readonly lead: string;
  readonly pattern: RegExp;
  /** The character that an escape stands for, if any; the escape itself where it is none. */
  readonly decode: (escape: string) => string;
}

const fromHex = (digits: string): string => fromNumber(Number.parseInt(digits, 16));
const fromNumber = (code: number): string =>
  code <= 0x10ffff ? String.fromCodePoint(code).slice(0, 1) : '\uFFFD';

const KINDS: readonly EscapeKind[] = [
  {
    // JSON, JavaScript, Python, C
    lead: '\\',
    pattern:
      /\\(?:u[0-9a-f]{4}|u\{[0-9a-f]{1,8}\}|U[0-9a-f]{8}|x[0-9a-f]{2}|x\{[0-9a-f]{1,8}\}|[0-7]{3}|\r\n|[^])/gi,
    decode: (escape) => {
      if (/^\\[ux]./i.test(escape)) return fromHex(escape.replaceAll(/^..\{?|\}$/g, ''));
      if (/^\\[0-7]{3}$/.test(escape)) return fromNumber(Number.parseInt(escape.slice(1), 8));
      const [character = ''] = escape.slice(1);
      return SHORT_ESCAPES[character] ?? character;
    },
  },
  {
    // URLs, and IIS's %u0043
    lead: '%',
    pattern: /%(?:u[0-9a-f]{4}|[0-9a-f]{2})/gi,
    decode: (escape) => fromHex(escape.replace(/^%u?/i, '')),
  },
  {
    lead: '&',
    pattern: /&(?:#x[0-9a-f]{1,6}|#\d{1,7}|[A-Za-z]{2,8});?/gi,
    decode: (escape) => {
      const name = escape.replaceAll(/^&|;$/g, '');
      if (/^#x/i.test(name)) return fromHex(name.slice(2));
      return name.startsWith('#') ? fromNumber(Number(name.slice(1))) : (ENTITIES[name] ?? escape);
    },
  },
  // UTF-16, decoded as bytes: zeros between the letters
  { lead: '\0', pattern: /\0+/g, decode: () => '' },
];

/** The text with one layer of each kind of escape decoded, for each kind that it has. */
export function unescapedViews(text: string): readonly DecodedView[] {
  return KINDS.flatMap((kind) => {
    const view = text.includes(kind.lead) ? unescape(text, kind) : null;
    return view === null ? [] : [view];
  });
}

/** The first `length` decoded characters end at `end` in the source. */
interface Breakpoint {
  readonly length: number;
  readonly end: number;
}

function unescape(text: string, { pattern, decode }: EscapeKind): DecodedView | null {
  const parts: string[] = [];
  const breakpoints: Breakpoint[] = [];
  let end = 0;
  let length = 0;
  for (const { 0: escape, index } of text.matchAll(pattern)) {
    const character = decode(escape);
    if (character === escape) continue;
    parts.push(text.slice(end, index), character);
    length += index - end + character.length;
    end = index + escape.length;
    breakpoints.push({ length, end });
  }
  if (breakpoints.length === 0) return null;
  parts.push(text.slice(end));
  const endOf = (index: number): number => {
    const before = breakpoints.findLast((breakpoint) => breakpoint.length <= index + 1);
    return before === undefined ? index + 1 : before.end + index + 1 - before.length;
  };
  return { text: parts.join(''), startOf: (index) => (index === 0 ? 0 : endOf(index - 1)), endOf };
}
