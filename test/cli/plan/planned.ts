import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { PlanReport } from '../../../src/plan/plan-report.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

export const READ = ['--kv_readapi', 'x'];

/** A folder with these files in its subfolder `in`. */
export async function folderWith(files: Record<string, Buffer | string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'in', name)), { recursive: true });
    await writeFile(join(folder, 'in', name), content);
  }
  return folder;
}

const png = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#fff' } })
  .png()
  .toBuffer();

/** Images of one size in bytes that differ behind their end. */
export function images(count: number, prefix: string): Record<string, Buffer> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const name = `${prefix}${index}.png`;
      return [name, Buffer.concat([png, Buffer.from(name.padStart(20))])];
    }),
  );
}

/** `plan in --json` */
export async function planned(folder: string, options: string[], entry: string[]) {
  const { code, out, err } = await runIn(folder, ['plan', 'in', '--json', ...options, '--', ...entry]);
  return { code, err, report: JSON.parse(out || 'null') as PlanReport };
}

export const codes = ({ risks }: PlanReport): string[] => risks.map(({ code }) => code);
