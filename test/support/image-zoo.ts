import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { bmpBytes } from './bmp-bytes.ts';

/** What must become of each animal: an error code, or null where it is an odd but readable image. */
export interface Animal {
  readonly path: string;
  readonly code: string | null;
}

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } });

type AnimalFile = readonly [name: string, code: string | null, content: Buffer | string];
let drawn: Promise<readonly AnimalFile[]> | null = null;

async function drawAnimals(): Promise<readonly AnimalFile[]> {
  const jpeg = await plain(200, 100).jpeg().toBuffer();
  const noise = await sharp({
    create: {
      width: 300,
      height: 200,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();
  return [
    ['zero-bytes.jpg', 'empty_file', ''],
    ['random.jpg', 'unsupported_format', Buffer.from('9d1fa03377c2', 'hex')],
    ['text.png', 'unsupported_format', 'this is a text file'],
    ['svg.png', 'unsupported_format', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['header-only.png', 'corrupt_image', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['no-pixels.png', 'corrupt_image', cutOffPng(30, 30)],
    ['truncated.png', null, noise.subarray(0, noise.length >> 1)],
    ['truncated.jpg', null, (await sharp(noise).jpeg().toBuffer()).subarray(0, 4000)],
    ['one-pixel.png', null, await plain(1, 1).png().toBuffer()],
    ['cmyk.jpg', null, await plain(200, 100).toColourspace('cmyk').jpeg().toBuffer()],
    ['sixteen-bit.png', null, await plain(200, 100).toColourspace('rgb16').png().toBuffer()],
    ['alpha.png', null, await plain(200, 100).ensureAlpha(0).png().toBuffer()],
    ['exif-turned.jpg', null, await plain(200, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer()],
    [
      'animated.gif',
      null,
      await sharp([jpeg, jpeg], { join: { animated: true } })
        .gif()
        .toBuffer(),
    ],
    ['png-named.jpg', null, noise],
    ['bad-header.bmp', 'corrupt_image', Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)])],
    ['bitmap.bmp', null, whiteBmp()],
    ['huge.png', null, whitePng(12_000, 12_000)],
    ['too-huge.png', 'image_too_large', cutOffPng(30_000, 30_000)],
  ];
}

/** Writes every kind of bad or odd image into a folder. */
export async function fillZoo(folder: string): Promise<Animal[]> {
  const files = await (drawn ??= drawAnimals());
  for (const [name, , content] of files) await writeFile(join(folder, name), content);
  await mkdir(join(folder, 'folder.jpg'));
  await symlink('loop.jpg', join(folder, 'loop.jpg'));
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
  return [
    ...files.map(([name, code]) => ({ path: join(folder, name), code })),
    { path: join(folder, 'folder.jpg'), code: 'not_a_file' },
    { path: join(folder, 'loop.jpg'), code: 'not_found' },
    { path: join(folder, 'pipe.jpg'), code: 'not_a_file' },
    { path: join(folder, 'vanished.jpg'), code: 'not_found' },
    { path: `${folder}/nul\0.jpg`, code: 'not_found' },
    { path: `${folder}/${'x'.repeat(5000)}.jpg`, code: 'not_found' },
  ];
}

function whiteBmp(): Buffer {
  const pixels = Array.from({ length: 64 }, () => [255, 255, 255, 255] as const);
  return bmpBytes({ width: 8, height: 8, pixels }, { header: 40, bits: 24, topDown: false, masks: null });
}

/** Grey with 8 bits, all white. Compressed here, because a whole image of this size takes sharp seconds. */
function whitePng(width: number, height: number): Buffer {
  // Each row begins with its filter: none.
  const rows = Buffer.alloc((width + 1) * height, 0xff);
  for (let y = 0; y < height; y += 1) rows[y * (width + 1)] = 0;
  return Buffer.concat([
    pngHeader(width, height),
    pngChunk('IDAT', deflateSync(rows, { level: 1 })),
    pngChunk('IEND'),
  ]);
}

/** A PNG that ends in its first row: enough to be measured, whatever its size. */
function cutOffPng(width: number, height: number): Buffer {
  return Buffer.concat([pngHeader(width, height), pngChunk('IDAT')]);
}

function pngHeader(width: number, height: number): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const grey = Buffer.from([8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', Buffer.concat([size, grey])),
  ]);
}

function pngChunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}
