// Fills the page and keeps it in step with its controls.
import { element } from './element.js';
import { itemsOf, selectItems, selectPlates } from './model.js';
import { growingList } from './growing-list.js';
import { createViewer } from './viewer.js';
import { plateCard, rowCard } from './cards.js';
import { criteriaOf, watchForm } from './controls.js';

const PRINTED = 500;

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);
const all = itemsOf(JSON.parse(byId('data').textContent));
const open = createViewer(byId('viewer'));
let selected = all;
const openItem = (item) =>
  open(
    item,
    selected.filter(({ picture }) => picture !== null),
  );
const gallery = growingList(byId('gallery'), (plate) => plateCard(plate, openItem));
const cards = growingList(byId('cards'), (item) => rowCard(item, openItem), { byItself: true });
const controls = byId('controls');

function update() {
  const criteria = criteriaOf(controls);
  selected = selectItems(all, criteria);
  const plates = selectPlates(selected, criteria);
  gallery.show(plates);
  cards.show(selected);
  byId('plate-count').textContent = plates.length === 0 ? 'No plate.' : `${plates.length} in the rows below.`;
  byId('found').textContent =
    `${selected.length} of ${all.length} images, ${plates.length} ${plates.length === 1 ? 'plate' : 'plates'}`;
}

for (const details of document.querySelectorAll('.reason')) {
  details.addEventListener('toggle', () => listAll(details), { once: true });
}

/** All files of a reason, in place of the first ones. */
function listAll(details) {
  const files = details.querySelector('.files');
  details.querySelector('.files + p')?.remove();
  growingList(files, ({ file, text }) =>
    element('li', {}, [
      element('bdi', {}, [file]),
      ' ',
      element('span', { class: 'soft', dir: 'auto' }, [text]),
    ]),
  ).show(all.filter(({ reason }) => reason === details.dataset.code));
}

addEventListener('beforeprint', () => {
  const closed = [...document.querySelectorAll('details:not([open])')];
  const toggle = () => closed.forEach((/** @type {any} */ details) => (details.open = !details.open));
  toggle();
  addEventListener('afterprint', toggle, { once: true });
  gallery.grow(PRINTED);
  cards.grow(PRINTED);
});
watchForm(controls, update);
update();
