import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Files of a storm, by their names below the folder. */
export interface StormFiles {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const FILES_IN_FOLDER = 100;
/** One file in so many is bad. */
const BAD_EVERY = 5;

/** What people and cameras put into file names. */
const ODD_NAMES = [
  'a b',
  "it's",
  '"quoted"',
  'a,b;c',
  'new\nline',
  'Überfahrt',
  '北京',
  '#1%20&?',
  '-rf',
  'ّاللوحة',
];

/** Writes `count` files, each with a content of its own; each fifth cannot be read, in ten ways. */
export async function writeFiles(folder: string, count: number): Promise<StormFiles> {
  const good: string[] = [];
  const bad: string[] = [];
  const image = await blank(64, 64);
  const badFiles = await badKinds();
  for (let number = 0; number < count; number += 1) {
    const day = String((Math.floor(number / FILES_IN_FOLDER) % 28) + 1).padStart(2, '0');
    const month = String((Math.floor(number / FILES_IN_FOLDER / 28) % 12) + 1).padStart(2, '0');
    const parent = join('2020', month, day);
    await mkdir(join(folder, parent), { recursive: true });
    if (number % BAD_EVERY === 0) {
      const kind = badFiles[(number / BAD_EVERY) % badFiles.length];
      const name = join(parent, `${number}-${kind?.name}.png`);
      await kind?.write(join(folder, name), number);
      bad.push(name);
    } else {
      const name = join(parent, `${number}-${ODD_NAMES[number % ODD_NAMES.length]}.png`);
      await writeFile(join(folder, name), Buffer.concat([image, Buffer.from(`image ${number}`)]));
      good.push(name);
    }
  }
  return { good, bad };
}

interface BadKind {
  readonly name: string;
  readonly write: (file: string, number: number) => Promise<void>;
}

async function badKinds(): Promise<readonly BadKind[]> {
  const image = await blank(64, 64);
  const [small, webp] = await Promise.all([blank(20, 20), sharp(image).webp().toBuffer()]);
  return [
    content('empty', ''),
    content('cut', image.subarray(0, 20)),
    content('text', 'This is not an image.'),
    content('page', '<!doctype html><title>403</title>'),
    content('noise', Buffer.from('9d1fa03377c2'.repeat(20), 'hex')),
    content('small', small),
    content('webp', webp),
    { name: 'dangling', write: (file) => symlink('nowhere.png', file) },
    { name: 'loop', write: (file) => symlink(file, file) },
    { name: 'pipe', write: async (file) => void execFileSync('mkfifo', [file]) },
  ];
}

function content(name: string, bytes: Buffer | string): BadKind {
  return { name, write: (file) => writeFile(file, bytes) };
}

function blank(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer();
}
