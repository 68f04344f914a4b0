// What the page shows, and how it is searched, filtered and sorted. `PageData` of page-data.ts is where it comes from.

/**
 * @typedef {import('../page-data.ts').PageData} PageData
 * @typedef {PageData['items'][number] & { order: number, words: string }} Item
 * @typedef {{ item: Item, plate: Item['plates'][number], index: number }} PlateOfItem
 * @typedef {{ query: string, status: string, reason: string, plates: string, from: number, to: number, sort: string }} Criteria
 */

/**
 * The rows, and the images without one.
 *
 * @param {PageData} data
 * @returns {Item[]}
 */
export function itemsOf({ items, failed }) {
  const without = failed.map(({ file, code, message }) => ({
    file,
    status: 'failed',
    confidence: null,
    text: message,
    reason: code,
    warnings: [],
    plates: [],
    picture: null,
    size: null,
    lines: [],
  }));
  return [...items, ...without].map((item, order) => Object.assign(item, { order, words: wordsOf(item) }));
}

/**
 * Those that meet all criteria, sorted.
 *
 * @param {readonly Item[]} items
 * @param {Criteria} criteria
 * @returns {Item[]}
 */
export function selectItems(items, criteria) {
  const words = criteria.query.toLowerCase().split(/\s+/).filter(Boolean);
  return items
    .filter(
      (item) =>
        words.every((word) => item.words.includes(word)) &&
        hasStatus(item, criteria.status) &&
        (criteria.reason === '' || item.reason === criteria.reason) &&
        hasPlates(item, criteria.plates) &&
        isWithin(item.confidence, criteria),
    )
    .toSorted(orderBy(criteria.sort));
}

/**
 * Their plates, by the same order and for a sort by confidence by that of the plate.
 *
 * @param {readonly Item[]} items
 * @param {Criteria} criteria
 * @returns {PlateOfItem[]}
 */
export function selectPlates(items, criteria) {
  const plates = items.flatMap((item) =>
    item.plates
      .map((plate, index) => ({ item, plate, index }))
      .filter(({ plate }) => criteria.plates !== 'format' || plate.format !== null),
  );
  const down = criteria.sort === 'confidence-down';
  if (criteria.sort === 'plate')
    return plates.toSorted((one, other) => compare(one.plate.text, other.plate.text));
  if (!down && criteria.sort !== 'confidence') return plates;
  return plates.toSorted((one, other) => byConfidence(one.plate.confidence, other.plate.confidence, down));
}

/** What is searched; a plate is found with and without its spaces. */
function wordsOf({ file, text, reason, warnings, plates }) {
  const found = plates.map((plate) => plate.text);
  return [file, text, reason ?? '', ...warnings, ...found].join('\n').toLowerCase();
}

function hasStatus({ status, warnings }, wanted) {
  return wanted === '' || wanted === status || (wanted === 'warning' && warnings.length > 0);
}

function hasPlates({ plates }, wanted) {
  if (wanted === '') return true;
  if (wanted === 'format') return plates.some(({ format }) => format !== null);
  return plates.length > 0 === (wanted === 'with');
}

/** Without a confidence, an image meets no limit. */
function isWithin(confidence, { from, to }) {
  if (from <= 0 && to >= 1) return true;
  return confidence !== null && confidence >= from && confidence <= to;
}

function orderBy(sort) {
  switch (sort) {
    case 'confidence':
      return (one, other) => byConfidence(one.confidence, other.confidence, false);
    case 'confidence-down':
      return (one, other) => byConfidence(one.confidence, other.confidence, true);
    case 'name':
      return (one, other) => compare(one.file, other.file);
    case 'plate':
      return (one, other) => compare(one.plates[0]?.text ?? '\uFFFF', other.plates[0]?.text ?? '\uFFFF');
    default:
      return (one, other) => one.order - other.order;
  }
}

/** What has none comes last. */
function byConfidence(one, other, down) {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return down ? other - one : one - other;
}

function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
