import { toPrintableLine } from '../../logging/printable.ts';
import type { Tone, TonedLine } from '../../logging/toned-line.ts';
import type { PlanReport, PlanSettings, RiskCode } from '../../plan/plan-report.ts';
import { formatDuration } from '../../report/summary/duration.ts';
import { renderCounts } from '../../report/summary/text-table.ts';
import { DEFAULT_COLUMNS } from '../command/terminal.ts';
import { wrapWords } from '../command/wrap-words.ts';

const LABEL = 16;
/** On narrower terminals a value goes below its label. */
const COLUMNS_FOR_A_TABLE = 60;

type Line = readonly [label: string, value: string];

/** What makes a run fail, or read nothing; all other risks cost time or money. */
const FATAL: ReadonlySet<RiskCode> = new Set([
  'nothing_matches',
  'nothing_readable',
  'error_threshold',
  'timeout_too_short',
]);

/** The plan for people, at most as wide as the terminal. */
export function renderPlan(report: PlanReport, columns: number | null): TonedLine[] {
  const width = Math.min(columns ?? DEFAULT_COLUMNS, DEFAULT_COLUMNS);
  const { risks, assumptions } = report;
  return [
    ...table([...inputLines(report), ...costLines(report), ...timeLines(report)], width),
    ...section('Refused, as failed items', toned(refusedTexts(report), 'warning'), width),
    ...section('What would go wrong', riskLines(risks), width),
    '',
    'Best settings:',
    wrapWords(bestText(report), width, '  '),
    ...section('Assumed', assumptions, width),
  ];
}

function riskLines(risks: PlanReport['risks']): TonedLine[] {
  if (risks.length === 0) return toned(['Nothing that a plan can see.'], 'good');
  return risks.map(({ code, message }) => ({ text: message, tone: FATAL.has(code) ? 'bad' : 'warning' }));
}

const toned = (texts: readonly string[], tone: Tone): TonedLine[] => texts.map((text) => ({ text, tone }));

function inputLines({ input }: PlanReport): Line[] {
  const { formats, refused, duplicates } = input;
  const counts = Object.fromEntries(refused.map(({ code, files }) => [code, files]));
  const refusedFiles = refused.reduce((sum, { files }) => sum + files, 0);
  return [
    ['files', `${count(input.files)} in ${plural(input.folders, 'folder')}, ${bytes(input.bytes)}`],
    ['left out', leftOutText(input.left_out)],
    [
      'formats',
      formats
        .map(
          ({ format, files, ...size }) =>
            `${format} ${count(files)} (${bytes(size.bytes)}, largest ${bytes(size.largest)})`,
        )
        .join(', '),
    ],
    ['skipped', input.skipped === 0 ? '' : `${count(input.skipped)} outside --input_partition`],
    ['refused', refusedFiles === 0 ? '' : `${count(refusedFiles)}${renderCounts(counts)}`],
    ['duplicates', duplicates.files === 0 ? '' : `${count(duplicates.files)}, ${bytes(duplicates.bytes)}`],
    ['images', `${count(input.images)} to read, in ${plural(input.mini_batches, 'mini-batch')}`],
  ];
}

function leftOutText(leftOut: PlanReport['input']['left_out']): string {
  const sum = Object.values(leftOut).reduce((total, files) => total + files, 0);
  return sum === 0 ? '' : `${count(sum)}${renderCounts(leftOut)}`;
}

function costLines({ bill, requests }: PlanReport): Line[] {
  if (bill === null) return [['price', 'nothing: the offline engine calls no service']];
  const currency = bill.prices === null ? '' : '$';
  const parts = bill.services.map(
    ({ service, transactions, price }) =>
      `${service} ${count(transactions)} (${currency}${price.toFixed(2)})`,
  );
  return [
    ['transactions', parts.join(', ')],
    ['price', `${currency}${bill.price.toFixed(2)}${bill.tier === 'free' ? ', free tier' : ''}`],
    [
      'requests',
      Object.entries(requests)
        .map(([service, sent]) => `${service} ${count(sent)}`)
        .join(', '),
    ],
  ];
}

function timeLines({ time }: PlanReport): Line[] {
  const { settings, nodes } = time;
  const atRate =
    time.at_service_rate === null
      ? ''
      : `; the service's rate alone takes ${formatDuration(time.at_service_rate)}`;
  return [
    [
      'time',
      `${formatDuration(time.whole_run)} in ${plural(nodes, 'node')} × ${plural(settings.process_count_per_node, 'process')}${atRate}`,
    ],
    [
      'mini-batch',
      `up to ${formatDuration(time.longest_mini_batch)}, of ${settings.run_invocation_timeout} s (run_invocation_timeout)`,
    ],
  ];
}

function refusedTexts({ input }: PlanReport): string[] {
  return input.refused.map(({ code, files, message, examples }) => {
    const more = files > examples.length ? ` and ${count(files - examples.length)} more` : '';
    return toPrintableLine(`${code}: ${examples.join(', ')}${more}. ${message}`);
  });
}

function bestText({ best, time }: PlanReport): string {
  const options = settingsText(best);
  if (options === settingsText(time.settings)) return `${options}, as given.`;
  return `${options}: ${formatDuration(best.whole_run)}.`;
}

function settingsText(settings: PlanSettings): string {
  const { mini_batch_size, process_count_per_node, run_invocation_timeout } = settings;
  return Object.entries({ mini_batch_size, process_count_per_node, run_invocation_timeout })
    .map(([name, value]) => `--${name} ${value}`)
    .join(' ');
}

function table(lines: readonly Line[], width: number): string[] {
  const isNarrow = width < COLUMNS_FOR_A_TABLE;
  return lines
    .filter(([, value]) => value !== '')
    .map(([label, value]) => {
      if (isNarrow) return `${label}\n${wrapWords(value, width, '  ')}`;
      return label.padEnd(LABEL) + wrapWords(value, width, ' '.repeat(LABEL)).trimStart();
    });
}

function section(title: string, entries: readonly TonedLine[], width: number): TonedLine[] {
  if (entries.length === 0) return [];
  const entry = (text: string): string => `- ${wrapWords(text, width, '  ').trimStart()}`;
  return [
    '',
    `${title}:`,
    ...entries.map((line) =>
      typeof line === 'string' ? entry(line) : { text: entry(line.text), tone: line.tone },
    ),
  ];
}

function plural(value: number, word: string): string {
  if (value === 1) return `1 ${word}`;
  return `${count(value)} ${word}${/(?:s|ch)$/.test(word) ? 'es' : 's'}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${(value / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
