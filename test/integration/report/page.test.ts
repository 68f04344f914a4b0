import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { ChromiumPage, hasChromium } from './chromium.ts';
import { FILE, fewRows, manyRows, writeReport } from './hostile-reports.ts';

describe.skipIf(!hasChromium())('the page of report', () => {
  let page: ChromiumPage;
  let few: string;
  let many: string;

  beforeAll(async () => {
    const folder = await temporaryFolder(afterAll);
    page = new ChromiumPage(join(folder, 'profile'));
    few = await writeReport(join(folder, 'few'), fewRows());
    many = await writeReport(join(folder, 'many'), manyRows());
  });
  afterAll(() => page?.close());

  const screens = [390, 768, 1280].flatMap((width) =>
    (['light', 'dark'] as const).map((scheme) => ({ width, height: 900, scheme })),
  );

  it.each(screens)(
    'fits $width pixels, $scheme, with nothing on the console and no request',
    async (screen) => {
      page.problems.length = 0;
      page.requests.length = 0;
      await page.open(few, screen);
      expect(await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')).toEqual([
        screen.width,
        screen.width,
      ]);
      const narrow = `[...document.querySelectorAll('h3, .plate-text, .reason summary')].filter((part) => part.getBoundingClientRect().width < 80).length`;
      expect(await page.evaluate(narrow)).toBe(0);
      await page.evaluate(`document.querySelector('.thumbnail').click()`);
      expect(await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')).toEqual([
        screen.width,
        screen.width,
      ]);
      const covered = `(() => { const [a, b] = ['.stage img', '.stage svg'].map((one) => document.querySelector(one).getBoundingClientRect()); return [a.width > 100, Math.abs(a.width - b.width) < 1, Math.abs(a.height - b.height) < 1, Math.abs(a.top - b.top) < 1]; })()`;
      expect(await page.evaluate(covered)).toEqual([true, true, true, true]);
      expect(page.problems).toEqual([]);
      expect(page.requests).toEqual([`file://${few}`]);
    },
  );

  it('shows hostile names and texts as text', async () => {
    await page.open(few, { width: 1280, height: 900, scheme: 'light' });
    await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
    await page.evaluate(`document.querySelector('.thumbnail').click()`);
    expect(await page.evaluate('document.title')).toBe('rows');
    expect(await page.evaluate(`document.querySelectorAll('script').length`)).toBe(2);
    expect(await page.evaluate(`document.querySelectorAll('img[src="x"], b').length`)).toBe(0);
    expect(await page.evaluate(`document.querySelector('#viewer h2').textContent`)).toBe(FILE);
    expect(
      await page.evaluate(`document.querySelector('#cards .text').textContent.startsWith('"><img src=x')`),
    ).toBe(true);
  });

  it('shows the warnings of a row as text, and only rows with one on request', async () => {
    await page.open(few, { width: 1280, height: 900, scheme: 'light' });
    const text = `document.querySelector('#cards .warning').textContent`;
    expect(await page.evaluate(text)).toMatch(/^Warning: "><img src=x/);
    await page.evaluate(
      `(() => { const form = document.querySelector('#controls'); form.elements.status.value = 'warning'; form.dispatchEvent(new Event('input')); return new Promise(requestAnimationFrame); })()`,
    );
    const files = `[...document.querySelectorAll('#cards h3')].map((one) => one.textContent)`;
    expect(await page.evaluate(files)).toEqual([FILE]);
    const tile = `[...document.querySelectorAll('.tiles div')].find((one) => one.textContent.includes('with a warning')).textContent.replace(/\\s+/g, ' ').trim()`;
    expect(await page.evaluate(tile)).toBe('with a warning 1');
  });

  it('leaves keys with Control to the browser', async () => {
    await page.open(few, { width: 1280, height: 900, scheme: 'light' });
    await page.evaluate(`document.querySelector('.thumbnail').click()`);
    const pressed = (init: string) =>
      page.evaluate(
        `(() => { const event = new KeyboardEvent('keydown', { key: '+', cancelable: true, bubbles: true, ${init} }); document.querySelector('.stage').dispatchEvent(event); return event.defaultPrevented; })()`,
      );
    expect(await pressed('')).toBe(true);
    expect(await pressed('ctrlKey: true')).toBe(false);
    expect(await pressed('metaKey: true')).toBe(false);
  });

  it('is used with the keyboard', async () => {
    await page.open(few, { width: 1280, height: 900, scheme: 'light' });
    await page.evaluate(`document.querySelector('.thumbnail').focus(), document.activeElement.click()`);
    const title = `document.querySelector('#viewer h2').textContent`;
    const first = await page.evaluate(title);
    await page.press('ArrowRight');
    expect(await page.evaluate(title)).not.toBe(first);
    await page.press('ArrowLeft');
    expect(await page.evaluate(title)).toBe(first);
    await page.press('Escape');
    expect(await page.evaluate(`document.querySelector('#viewer').open`)).toBe(false);
    expect(await page.evaluate(`document.activeElement.className`)).toBe('thumbnail');
  });

  it('has the landmarks that a screen reader goes by', async () => {
    await page.open(few, { width: 1280, height: 900, scheme: 'light' });
    const landmarks = `['header', 'nav[aria-label]', 'main', 'search', 'section[aria-labelledby]', 'h1', '#found[aria-live]'].map((one) => document.querySelectorAll(one).length > 0)`;
    expect(await page.evaluate(landmarks)).not.toContain(false);
    const unnamed = `[...document.querySelectorAll('button, select, input, img')].filter((one) => !(one.getAttribute('aria-label') || one.textContent || one.labels?.length || one.closest('button[aria-label]'))).length`;
    expect(await page.evaluate(unnamed)).toBe(0);
  });

  it.each([390, 1280])('shows attempts, waits and 429s on one clock, %i pixels wide', async (width) => {
    await page.open(few, { width, height: 900, scheme: 'light' });
    const narrow = `[...document.querySelectorAll('.lanes svg')].filter((one) => one.getBoundingClientRect().width < 200).length`;
    expect(await page.evaluate(narrow)).toBe(0);
    const fills = `['.raised', '.returned', '.wait'].map((one) => getComputedStyle(document.querySelector('.lanes ' + one)).fill)`;
    expect(new Set((await page.evaluate(fills)) as readonly string[]).size).toBe(3);
    expect(await page.evaluate(`document.querySelectorAll('.lanes svg').length`)).toBe(3);
  });

  it('searches, filters and sorts ten thousand rows without a stop', async () => {
    await page.open(many, { width: 1280, height: 900, scheme: 'light' });
    const set = (name: string, value: string) =>
      page.evaluate(
        `(() => { const form = document.querySelector('#controls'); form.elements[${JSON.stringify(name)}].value = ${JSON.stringify(value)}; form.dispatchEvent(new Event('input')); })()`,
      );
    const found = `document.querySelector('#found').textContent`;
    const firstName = `document.querySelector('#cards h3').textContent`;
    expect(await page.evaluate(found)).toBe('10001 of 10001 images, 10000 plates');
    await set('query', 'P0042');
    expect(await page.evaluate(found)).toBe('1 of 10001 images, 1 plate');
    await set('query', '');
    await set('reason', 'corrupt_image');
    expect(await page.evaluate(firstName)).toBe('failed.jpg');
    await set('reason', '');
    await set('sort', 'confidence');
    expect(await page.evaluate(firstName)).toBe('9999.jpg');
    const longest = `(() => { const began = performance.now(); document.querySelector('#controls').elements.sort.value = 'plate'; document.querySelector('#controls').dispatchEvent(new Event('input')); return new Promise((done) => requestAnimationFrame(() => done(performance.now() - began))); })()`;
    expect(await page.evaluate(longest)).toBeLessThan(1000);
    expect(await page.evaluate(`document.querySelectorAll('li').length`)).toBeLessThan(400);
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    expect(await page.evaluate(`document.querySelectorAll('#cards li').length`)).toBeGreaterThan(50);
  });

  it.each(['light', 'dark'] as const)('prints dark ink on white paper, %s', async (scheme) => {
    await page.open(few, { width: 1280, height: 900, scheme });
    await page.emulateMedia('print', scheme);
    const colours = `[document.body, document.querySelector('.soft')].map((one) => getComputedStyle(one)).map(({ color, backgroundColor }) => [color, backgroundColor])`;
    const [[ink, paper] = []] = (await page.evaluate(colours)) as (readonly string[])[];
    expect(paper).toBe('rgb(255, 255, 255)');
    expect(ink).toBe('rgb(27, 31, 36)');
    expect(await page.evaluate(`getComputedStyle(document.querySelector('nav')).display`)).toBe('none');
  });

  it('prints more than the screen shows, and the reasons opened', async () => {
    await page.open(many, { width: 1280, height: 900, scheme: 'light' });
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.evaluate(`document.querySelectorAll('#cards li').length`)).toBeGreaterThan(500);
    const closed = `document.querySelectorAll('details:not([open])').length`;
    expect(await page.evaluate(closed)).toBe(0);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.evaluate(closed)).toBe(
      await page.evaluate(`document.querySelectorAll('details').length`),
    );
  });
});
