// An image, and a plate, as entries of lists.
import { drawBoxes } from './boxes.js';
import { element, percent, picture } from './element.js';

/**
 * @param {import('./model.js').PlateOfItem} found
 * @param {(item: import('./model.js').Item) => void} open
 */
export function plateCard({ item, plate }, open) {
  const shown =
    plate.crop === null ? element('div', { class: 'no-crop' }, ['no picture']) : picture(plate.crop, '');
  return element('li', {}, [
    opening(item, open, 'crop', `Open ${item.file}`, shown),
    element('div', { class: 'plate-text' }, [element('bdi', {}, [plate.text])]),
    element('div', { class: 'soft' }, [
      percent(plate.confidence),
      plate.format === null ? '' : ` · ${plate.format}`,
    ]),
    element('div', { class: 'soft name', title: item.file }, [element('bdi', {}, [item.file])]),
  ]);
}

/**
 * @param {import('./model.js').Item} item
 * @param {(item: import('./model.js').Item) => void} open
 */
export function rowCard(item, open) {
  const { file, status, confidence, text, reason, warnings, plates } = item;
  return element('li', {}, [
    item.picture === null ? null : thumbnail(item, open),
    element('div', { class: 'said' }, [
      element('h3', {}, [element('bdi', {}, [file])]),
      element('p', { class: 'facts-line' }, [
        element('span', { class: status === 'failed' ? 'bad' : 'soft' }, [reason ?? status]),
        element('span', { class: 'number' }, [percent(confidence)]),
        ...plates.map((plate) => element('span', { class: 'tag' }, [element('bdi', {}, [plate.text])])),
      ]),
      ...warnings.map((warning) =>
        element('p', { class: 'warning', dir: 'auto' }, [element('strong', {}, ['Warning: ']), warning]),
      ),
      text === '' ? null : element('p', { class: 'text', dir: 'auto' }, [text]),
    ]),
  ]);
}

function thumbnail(item, open) {
  const frame = element('span', { class: 'frame' }, [picture(item.picture, ''), drawBoxes(item)]);
  return opening(item, open, 'thumbnail', `Enlarge ${item.file}`, frame);
}

function opening(item, open, name, label, content) {
  if (item.picture === null) return element('div', { class: name }, [content]);
  const button = element('button', { type: 'button', class: name, 'aria-label': label }, [content]);
  button.addEventListener('click', () => open(item));
  return button;
}
