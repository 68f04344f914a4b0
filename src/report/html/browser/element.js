// Makes elements. Texts become text nodes and attributes, never markup.

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] null and false leave one out
 * @param {readonly (Node | string | null)[]} [children]
 * @returns {any}
 */
export function element(tag, attributes = {}, children = []) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * The same for a drawing.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {readonly (Node | string | null)[]} [children]
 * @returns {SVGElement}
 */
export function drawing(tag, attributes = {}, children = []) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/** @param {string} base64 WebP @param {string} alt */
export function picture(base64, alt) {
  return element('img', { alt, loading: 'lazy', decoding: 'async', src: `data:image/webp;base64,${base64}` });
}

/** @param {number | null} confidence */
export function percent(confidence) {
  return confidence === null ? '–' : `${(100 * confidence).toFixed(1)} %`;
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
