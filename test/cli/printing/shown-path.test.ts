import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownPath } from '../../../src/cli/printing/shown-path.ts';

const name = fc.stringMatching(/^[a-b.]{1,4}$/).filter((text) => text !== '.' && text !== '..');
const path = fc.array(name, { maxLength: 4 }).map((names) => `/${names.join('/')}`);

describe('shownPath', () => {
  it.each([
    ['/home/me/out/report.html', 'out/report.html'],
    ['/home/me/..out/report.html', '..out/report.html'],
    ['/home/me/...', '...'],
    ['/home/meadow/report.html', '/home/meadow/report.html'],
    ['/home/report.html', '/home/report.html'],
    ['/home/me', '/home/me'],
  ])('shows %s in /home/me as %s', (given, shown) => {
    expect(shownPath(given, '/home/me')).toBe(shown);
  });

  it('shows what is below the root folder without a slash', () => {
    expect(shownPath('/tmp/x', '/')).toBe('tmp/x');
  });

  it('shows a path that leads to the same file from that folder', () => {
    fc.assert(
      fc.property(path, path, (file, folder) => {
        expect(resolve(folder, shownPath(file, folder))).toBe(file);
      }),
    );
  });

  it('never climbs out of the folder', () => {
    fc.assert(
      fc.property(path, path, (file, folder) => {
        expect(shownPath(file, folder).split('/')).not.toContain('..');
      }),
    );
  });
});
