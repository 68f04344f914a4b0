import { formatDuration } from '../summary/duration.ts';
import { html, type Markup } from './markup.ts';
import type { Lane, TimedCall, Timeline } from './timeline.ts';

const WIDTH = 1000;
const HEIGHT = 20;
/** A call of a moment can be seen too. */
const MIN_WIDTH = 2;

/** A lane for each process, with a bar for each of its calls of `run()`; below, on the same clock, waits and 429s. */
export function timelineFigure(timeline: Timeline): Markup {
  const { lengthMs, lanes, processes, forgotten, overRate, waits, startedAt } = timeline;
  const length = formatDuration(lengthMs / 1000);
  const left = [
    ...(processes > lanes.length ? [`the first ${lanes.length} of ${processes} processes`] : []),
    ...(forgotten > 0 ? [`without ${forgotten} earlier calls, which the processes no longer list`] : []),
  ];
  return html`<figure class="timeline">
      <figcaption class="soft">
        Attempts at mini-batches by process: <span class="key returned">returned</span>
        <span class="key raised">raised</span>${left.length === 0 ? '' : `; ${left.join(', ')}`}. A process
        that is killed does not record its last attempt.
      </figcaption>
      <div class="lanes">
        ${lanes.map((lane) => laneOf(lane, lengthMs))}
        ${strip('waits of requests', waits, (seconds) => formatDuration(seconds))}
        ${strip('rejected (429)', overRate, (count) => String(Math.ceil(count - 1e-6)))}
        <span></span>
        <div class="axis soft">
          <span>${startedAt.slice(0, 19).replace('T', ' ')} UTC</span><span>+ ${length}</span>
        </div>
      </div>
    </figure>
    ${notableCalls(timeline)}`;
}

function laneOf({ process, calls }: Lane, lengthMs: number): Markup {
  const raised = calls.filter(({ error }) => error !== null).length;
  const label = `${process}: ${calls.length} calls, ${raised} raised`;
  const at = (ms: number): number => (ms / lengthMs) * WIDTH;
  const bars = calls.map((call) => {
    const width = Math.max(at(call.toMs) - at(call.fromMs) - 1, MIN_WIDTH);
    return html`<rect
      class="${call.error === null ? 'returned' : 'raised'}"
      x="${Math.min(at(call.fromMs), WIDTH - width).toFixed(1)}"
      y="2"
      width="${width.toFixed(1)}"
      height="16"
      ><title>${describe(call)}</title></rect
    >`;
  });
  return html`<bdi class="soft lane-name" title="${process}">${process}</bdi> ${drawing(label, bars)}`;
}

/** Bars by time; nothing where all are zero. */
function strip(name: string, values: readonly number[], show: (value: number) => string): Markup | string {
  const most = Math.max(...values);
  if (most === 0) return '';
  const step = WIDTH / values.length;
  const bars = values.flatMap((value, index) => {
    if (value === 0) return [];
    const height = Math.max(1, (value / most) * HEIGHT);
    return [
      html`<rect
        class="wait"
        x="${(index * step).toFixed(1)}"
        y="${(HEIGHT - height).toFixed(1)}"
        width="${(step - 1).toFixed(1)}"
        height="${height.toFixed(1)}"
        ><title>${show(value)}</title></rect
      >`,
    ];
  });
  const all = values.reduce((sum, value) => sum + value, 0);
  return html`<span class="soft lane-name">${name}</span>
    ${drawing(`${name}: ${show(all)} in all, ${show(most)} at most at a time`, bars)}`;
}

const drawing = (label: string, content: readonly Markup[]): Markup =>
  html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">
    ${content}
  </svg>`;

function describe({
  minibatch_index: index,
  attempt,
  items,
  run_s,
  error,
  over_rate,
  wait_s,
}: TimedCall): string {
  return [
    `${index === null ? 'a mini-batch' : `mini-batch ${index}`}, attempt ${attempt}: ${items} items in ${formatDuration(run_s)}`,
    ...(error === null ? [] : [error]),
    ...(over_rate === 0 ? [] : [`${over_rate} requests rejected (429)`]),
    ...(wait_s === 0 ? [] : [`waits of ${formatDuration(wait_s)}`]),
  ].join('; ');
}

function notableCalls({ notable, raised }: Timeline): Markup {
  return html`<details>
    <summary>${raised} ${raised === 1 ? 'attempt' : 'attempts'} raised; the slowest attempts</summary>
    <div class="scroll" tabindex="0" role="group" aria-label="Attempts that raised, and the slowest">
      <table>
        <thead>
          <tr>
            <th class="number">Mini-batch</th>
            <th class="number">Attempt</th>
            <th class="number">Began after</th>
            <th class="number">Took</th>
            <th class="number">Items</th>
            <th class="number">429s</th>
            <th class="number">Waits</th>
            <th>Ended with</th>
          </tr>
        </thead>
        <tbody>
          ${notable.map(
            (call) =>
              html`<tr>
                <td class="number"><bdi>${call.minibatch_index ?? '–'}</bdi></td>
                <td class="number">${call.attempt}</td>
                <td class="number">${formatDuration(call.fromMs / 1000)}</td>
                <td class="number">${formatDuration(call.run_s)}</td>
                <td class="number">${call.items}</td>
                <td class="number">${call.over_rate}</td>
                <td class="number">${formatDuration(call.wait_s)}</td>
                <td>${call.error === null ? 'rows' : html`<bdi class="bad">${call.error}</bdi>`}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
