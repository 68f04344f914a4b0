import type { Line, Page, Reading } from '../../ocr/reading.ts';
import { angleOf, round, roundBox } from './page-geometry.ts';
import { lengthIn, type StringIndexType } from './string-index.ts';
import { wordsOf } from './words-of.ts';

interface Span {
  readonly offset: number;
  readonly length: number;
}

/**
 * The `analyzeResult` of Document Intelligence prebuilt-read 2024-11-30
 * (https://learn.microsoft.com/rest/api/aiservices/document-models/get-analyze-result). Every line is a separate
 * paragraph; styles and languages are empty, because the emulator does not detect them.
 */
export function toDocumentIntelligence(reading: Reading, stringIndexType: StringIndexType) {
  const writer = new ContentWriter(stringIndexType);
  const pages = reading.pages.map((page) => toPage(page, writer));
  return {
    apiVersion: '2024-11-30',
    modelId: 'prebuilt-read',
    stringIndexType,
    content: writer.content,
    contentFormat: 'text',
    pages: pages.map(({ page }) => page),
    paragraphs: pages.flatMap(({ paragraphs }) => paragraphs),
    styles: [],
    languages: [],
  };
}

function toPage(page: Page, writer: ContentWriter) {
  const start = writer.end;
  const lines = page.lines.map((line) => toLine(line, page, writer));
  return {
    page: {
      pageNumber: page.page,
      angle: angleOf(page),
      width: page.width,
      height: page.height,
      unit: page.unit,
      words: lines.flatMap(({ words }) => words),
      lines: lines.map(({ content, polygon, span }) => ({ content, polygon, spans: [span] })),
      spans: [{ offset: start, length: Math.max(0, writer.end - start - 1) }],
    },
    paragraphs: lines.map(({ content, polygon, span }) => {
      return { spans: [span], boundingRegions: [{ pageNumber: page.page, polygon }], content };
    }),
  };
}

function toLine(line: Line, page: Page, writer: ContentWriter) {
  const span = writer.append(line.text);
  let from = 0;
  const words = wordsOf(line).map(({ text, box, confidence }) => {
    const at = Math.max(line.text.indexOf(text, from), from);
    from = at + text.length;
    return {
      content: text,
      polygon: roundBox(box, page.unit),
      confidence: round(confidence, 3),
      span: { offset: span.offset + writer.lengthOf(line.text.slice(0, at)), length: writer.lengthOf(text) },
    };
  });
  return { content: line.text, polygon: roundBox(line.box, page.unit), span, words };
}

/** Lines are joined by line feeds. */
class ContentWriter {
  readonly #stringIndexType: StringIndexType;
  readonly #lines: string[] = [];
  #end = 0;

  constructor(stringIndexType: StringIndexType) {
    this.#stringIndexType = stringIndexType;
  }

  /** Where the next line would start. */
  get end(): number {
    return this.#end;
  }

  get content(): string {
    return this.#lines.join('\n');
  }

  append(line: string): Span {
    const span = { offset: this.#end, length: this.lengthOf(line) };
    this.#lines.push(line);
    this.#end += span.length + 1;
    return span;
  }

  lengthOf(text: string): number {
    return lengthIn(text, this.#stringIndexType);
  }
}
