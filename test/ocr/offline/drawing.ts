import sharp, { type Sharp } from 'sharp';

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Written one under the other, dark on light. */
  readonly lines: readonly string[];
  /** Pixels. */
  readonly fontSize: number;
}

/** A small image of text, so that tests need no image files. */
export function draw({ width, height, lines, fontSize }: Drawing): Sharp {
  const texts = lines.map((line, index) => {
    const y = fontSize * (1.2 + index * 1.6);
    return `<text x="${fontSize / 2}" y="${y}" font-family="DejaVu Sans, sans-serif" font-size="${fontSize}">${escapeXml(line)}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="white"/>${texts.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: 'white' });
}

export function drawPlate(text: string): Sharp {
  return draw({ width: 40 + text.length * 30, height: 66, lines: [text], fontSize: 40 });
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
