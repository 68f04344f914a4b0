import { pageDrawing, phonePhoto, receipt, receiptTexts, scan } from './paper.mjs';
import { FUEL, GROCERIES, LETTER, NOTICE, PARKING } from './paper-texts.mjs';
import { render } from './raster.mjs';

/**
 * @param {string} file @param {import('./paper.mjs').ReceiptLine[]} lines
 * @param {Parameters<typeof receipt>[1]} photo
 * @returns {import('./catalogue.mjs').Sample}
 */
function receiptSample(file, lines, photo) {
  return {
    file,
    draw: async () => ({
      bytes: await receipt(lines, photo),
      truth: { kind: 'receipt', status: 'succeeded', lines: receiptTexts(lines) },
    }),
  };
}

/** @param {string[]} lines */
function pageTexts(lines) {
  return lines.filter((line) => line !== '').map((line) => line.replace('# ', ''));
}

/** @type {readonly import('./catalogue.mjs').Sample[]} */
export const paperSamples = [
  receiptSample('2020/08/07/receipts/groceries.jpg', GROCERIES, {
    degrees: 1.6,
    table: '#7a5a3c',
    contrast: 0.95,
    seed: 41,
  }),
  receiptSample('2020/08/08/receipts/fuel.jpg', FUEL, {
    degrees: -2.2,
    table: '#4b4f55',
    contrast: 0.7,
    seed: 42,
  }),
  receiptSample('2020/08/08/receipts/чек 停车场 8.jpg', PARKING, {
    degrees: 0.8,
    table: '#8f8474',
    contrast: 0.9,
    seed: 43,
  }),
  {
    file: '2020/08/07/pages/letter.png',
    draw: async () => ({
      bytes: await scan(await pageDrawing(LETTER, { width: 1000, height: 1330, font: 'DejaVu Serif' }), 44),
      truth: { kind: 'page', status: 'succeeded', lines: pageTexts(LETTER) },
    }),
  },
  {
    file: '2020/08/07/pages/blank.png',
    draw: async () => ({
      bytes: await scan(await render(1000, 1330, '<rect width="1000" height="1330" fill="#fbfaf7"/>'), 45),
      truth: { kind: 'blank', status: 'no_text' },
    }),
  },
  {
    file: '2020/08/08/pages/phone-turned.jpg',
    draw: async () => ({
      bytes: await phonePhoto(
        await pageDrawing(NOTICE, { width: 1000, height: 1150, font: 'DejaVu Sans' }),
        [
          [60, 90],
          [850, 60],
          [872, 1110],
          [40, 1130],
        ],
        46,
      ),
      truth: { kind: 'page', status: 'succeeded', lines: pageTexts(NOTICE) },
    }),
  },
  {
    file: '2020/08/07/broken.jpg',
    draw: async () => ({
      bytes: Buffer.from('This file is named .jpg and is not an image.\n'),
      truth: { kind: 'broken', status: 'failed' },
    }),
  },
];
