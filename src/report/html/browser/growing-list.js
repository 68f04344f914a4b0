// A list that makes its entries a few at a time, so that ten thousand cost no more than fifty.
import { element } from './element.js';

const STEP = 50;

/**
 * @template T
 * @param {any} list its element
 * @param {(entry: T) => Node} render
 * @param {{ byItself?: boolean }} [how] whether more come near the end of the screen; otherwise on a click, so that the
 *   reader gets past a list that others follow
 */
export function growingList(list, render, { byItself = false } = {}) {
  const more = element('button', { type: 'button', class: 'more', hidden: '' }, ['Show more']);
  list.after(more);
  /** @type {readonly T[]} */
  let entries = [];
  let shown = 0;
  const grow = (count = STEP) => {
    list.append(...entries.slice(shown, shown + count).map(render));
    shown = Math.min(shown + count, entries.length);
    more.hidden = shown === entries.length;
    more.textContent = `Show more (${entries.length - shown})`;
  };
  more.addEventListener('click', () => grow());
  const watch = new IntersectionObserver(
    (seen) => seen.some(({ isIntersecting }) => isIntersecting) && grow(),
    { rootMargin: '800px' },
  );
  if (byItself) watch.observe(more);
  return {
    /** @param {readonly T[]} next */
    show(next) {
      entries = next;
      shown = 0;
      list.replaceChildren();
      grow();
    },
    grow,
  };
}
