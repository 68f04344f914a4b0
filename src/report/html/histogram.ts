import { html, type Markup } from './markup.ts';

const WIDTH = 400;
const HEIGHT = 100;
const GAP = 2;

/** @param bars rows by confidence, in equal parts from 0 to 1 */
export function histogram(bars: readonly number[]): Markup {
  const most = Math.max(...bars);
  if (most === 0) return html`<p>No row has a confidence.</p>`;
  const step = WIDTH / bars.length;
  const nameOf = (index: number): string =>
    `${(index / bars.length).toFixed(2)} to ${((index + 1) / bars.length).toFixed(2)}: ${bars[index] ?? 0}`;
  const drawn = bars.map((count, index) => {
    const height = count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT);
    return html`<rect
      x="${index * step + GAP / 2}"
      y="${(HEIGHT - height).toFixed(1)}"
      width="${step - GAP}"
      height="${height.toFixed(1)}"
    >
      <title>${nameOf(index)}</title>
    </rect>`;
  });
  const total = bars.reduce((sum, count) => sum + count, 0);
  const certain = bars.slice(Math.floor(bars.length * 0.9)).reduce((sum, count) => sum + count, 0);
  return html`<figure class="histogram">
    <svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label="Rows by confidence: ${certain} of ${total} have 0.9 or more"
    >
      ${drawn}
    </svg>
    <div class="axis soft"><span>0</span><span>0.5</span><span>1</span></div>
    <figcaption>Rows by confidence: ${certain} of ${total} have 0.9 or more</figcaption>
  </figure>`;
}
