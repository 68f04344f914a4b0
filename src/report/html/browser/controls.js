// The form that searches, filters and sorts.

/**
 * @param {any} form
 * @returns {import('./model.js').Criteria}
 */
export function criteriaOf(form) {
  const text = (name) => form.elements[name].value;
  return {
    query: text('query'),
    status: text('status'),
    reason: text('reason'),
    plates: text('plates'),
    from: limitOf(text('from'), 0),
    to: limitOf(text('to'), 1),
    sort: text('sort'),
  };
}

/** @param {string} text @param {number} otherwise */
export function limitOf(text, otherwise) {
  const limit = Number.parseFloat(text.replace(',', '.'));
  return Number.isFinite(limit) ? limit : otherwise;
}

/** Calls `act` at each change, once a frame at most. */
export function watchForm(form, act) {
  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(act);
  };
  form.addEventListener('input', soon);
  form.addEventListener('reset', soon);
  form.addEventListener('submit', (event) => event.preventDefault());
}
