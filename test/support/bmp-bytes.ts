/** Rows of red, green, blue and opacity, the uppermost first. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: readonly (readonly [number, number, number, number])[];
}

export interface BmpKind {
  readonly header: 12 | 16 | 40 | 52 | 56 | 64 | 108 | 124;
  readonly bits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  readonly topDown: boolean;
  /** Of 16 and 32 bits: red, green, blue, opacity; none says nothing of masks. */
  readonly masks: readonly [number, number, number, number] | null;
}

/** A BMP of a kind; up to 8 bits it takes the palette's colours by their place. */
export function bmpBytes({ width, height, pixels }: Picture, kind: BmpKind): Buffer {
  const { header, bits, topDown, masks } = kind;
  const isCore = header === 12;
  const colours = bits <= 8 ? palette(pixels) : [];
  const info = Buffer.alloc(header);
  info.writeUInt32LE(header);
  if (isCore) {
    info.writeUInt16LE(width, 4);
    info.writeUInt16LE(height, 6);
    info.writeUInt16LE(1, 8);
    info.writeUInt16LE(bits, 10);
  } else {
    info.writeInt32LE(width, 4);
    info.writeInt32LE(topDown ? -height : height, 8);
    info.writeUInt16LE(1, 12);
    info.writeUInt16LE(bits, 14);
    if (header >= 40) {
      info.writeUInt32LE(masks === null ? 0 : header === 40 && masks[3] !== 0 ? 6 : 3, 16);
      info.writeUInt32LE(colours.length, 32);
    }
  }
  const maskBytes = Buffer.alloc(masks?.[3] === 0 ? 12 : 16);
  masks?.slice(0, maskBytes.length / 4).forEach((mask, index) => maskBytes.writeUInt32LE(mask, index * 4));
  if (masks !== null && header > 40) maskBytes.copy(info, 40, 0, header - 40);
  const table = Buffer.concat(
    colours.map(([red, green, blue]) => Buffer.from(isCore ? [blue, green, red] : [blue, green, red, 0])),
  );
  const room = isCore ? 3 * 2 ** bits - table.length : 0;
  const head = Buffer.concat([
    info,
    ...(masks !== null && header === 40 ? [maskBytes] : []),
    table,
    Buffer.alloc(bits <= 8 ? Math.max(0, room) : 0),
  ]);
  const file = Buffer.alloc(14);
  file.write('BM');
  file.writeUInt32LE(14 + head.length, 10);
  const rows = Array.from({ length: height }, (_, y) => pixels.slice(y * width, (y + 1) * width));
  const stored = topDown ? rows : rows.toReversed();
  return Buffer.concat([file, head, ...stored.map((row) => rowBytes(row, kind, colours))]);
}

type Colour = Picture['pixels'][number];

function palette(pixels: readonly Colour[]): Colour[] {
  return [...new Map(pixels.map((pixel) => [String(pixel.slice(0, 3)), pixel])).values()];
}

function rowBytes(row: readonly Colour[], { bits, masks }: BmpKind, colours: readonly Colour[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil((row.length * bits) / 32) * 4);
  row.forEach((pixel, x) => {
    if (bits <= 8) {
      const index = colours.findIndex((colour) => String(colour.slice(0, 3)) === String(pixel.slice(0, 3)));
      bytes[(x * bits) >> 3]! |= index << (8 - bits - ((x * bits) & 7));
      return;
    }
    if (bits === 24 || masks === null) {
      const [red, green, blue] = pixel;
      if (bits === 16) bytes.writeUInt16LE(((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3), x * 2);
      else bytes.set([blue, green, red], (x * bits) / 8);
      return;
    }
    const value = masks.reduce((sum, mask, part) => sum + masked(pixel[part]!, mask), 0);
    if (bits === 16) bytes.writeUInt16LE(value, x * 2);
    else bytes.writeUInt32LE(value, x * 4);
  });
  return bytes;
}

/** The highest bits of a value in the place of a mask. */
function masked(value: number, mask: number): number {
  if (mask === 0) return 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const highest = mask >>> shift;
  return Math.round((value / 255) * highest) * 2 ** shift;
}
