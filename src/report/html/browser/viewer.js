// One image, large, with its boxes, in a dialog.
import { drawBoxes } from './boxes.js';
import { element, percent, picture } from './element.js';

const ZOOMS = [1, 1.5, 2, 3, 4];

/**
 * @param {any} dialog
 * @returns the function that opens an image; `items` are those that it can be left for
 */
export function createViewer(dialog) {
  let around = [];
  let at = 0;
  let zoom = 0;
  const title = element('bdi', { 'aria-live': 'polite' });
  const boxes = element('input', { type: 'checkbox', checked: '' });
  const stage = element('div', { class: 'stage', tabindex: '0', role: 'group', autofocus: '' });
  stage.setAttribute('aria-label', 'The image, scrollable');
  const lines = element('ul', { class: 'lines', 'aria-label': 'Lines' });

  const magnify = (step) => {
    zoom = Math.min(Math.max(zoom + step, 0), ZOOMS.length - 1);
    stage.dataset.zoom = String(ZOOMS[zoom]);
  };
  const showBoxes = () => stage.querySelector('.boxes')?.classList.toggle('hidden', !boxes.checked);
  const show = (next) => {
    const item = around[next];
    if (item === undefined) return;
    at = next;
    title.textContent = item.file;
    const shown = [picture(item.picture, `The image ${item.file}`), drawBoxes(item)];
    stage.replaceChildren(element('div', { class: 'frame' }, shown));
    lines.replaceChildren(...item.lines.map(lineOf));
    magnify(-zoom);
    showBoxes();
  };
  const move = (step) => show(at + step);

  boxes.addEventListener('change', showBoxes);
  const tools = [
    element('label', {}, [boxes, ' boxes']),
    button('Smaller', '−', () => magnify(-1)),
    button('Larger', '+', () => magnify(1)),
    button('Previous image', '‹', () => move(-1)),
    button('Next image', '›', () => move(1)),
    button('Close', '×', () => dialog.close()),
  ];
  const heading = element('h2', { id: 'viewer-title' }, [title]);
  dialog.append(element('header', {}, [heading, element('div', { class: 'tools' }, tools)]), stage, lines);
  listenToKeys(dialog, {
    ArrowLeft: () => zoom === 0 && move(-1),
    ArrowRight: () => zoom === 0 && move(1),
    '+': () => magnify(1),
    '-': () => magnify(-1),
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());

  return (item, items) => {
    around = items;
    show(items.indexOf(item));
    dialog.showModal();
  };
}

/** With an image that is larger than its place, arrows scroll: a key whose act is false is left to the browser. */
function listenToKeys(dialog, acts) {
  dialog.addEventListener('keydown', (event) => {
    // With these keys it is the browser's: to zoom the page, to go back.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts[event.key];
    if (act !== undefined && act() !== false) event.preventDefault();
  });
}

function button(label, text, act) {
  const made = element('button', { type: 'button', 'aria-label': label, title: label }, [text]);
  made.addEventListener('click', act);
  return made;
}

function lineOf({ text, confidence }) {
  const sure = element('span', { class: 'soft' }, [percent(confidence)]);
  return element('li', {}, [element('bdi', {}, [text]), ' ', sure]);
}
