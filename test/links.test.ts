import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './samples-truth.ts';
import { PAGES } from './support/pages.ts';

describe.each(PAGES)('%s', (page) => {
  const links = linksIn(page).map(([path = '', anchor = '']) => ({
    file: path === '' ? page : join(dirname(page), path),
    anchor,
  }));

  it('links only to files that exist', () => {
    expect(links.map(({ file }) => file).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('links only to headings that exist', () => {
    const anchored = links.filter(({ anchor }) => anchor !== '');
    expect(anchored.filter(({ file, anchor }) => !anchorsIn(file).includes(anchor))).toEqual([]);
  });
});

function linksIn(page: string): string[][] {
  const targets = read(page).matchAll(/\]\((?!https?:)([^)]+)\)|(?:src|href)="(?!https?:)([^"]+)"/g);
  return Array.from(targets, ([, target, attribute = '']) => (target ?? attribute).split('#'));
}

/** As GitHub makes them of headings. */
function anchorsIn(page: string): string[] {
  const headings = read(page).matchAll(/^#+ (.*)$/gm);
  return Array.from(headings, ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}
