import { toPrintableLine } from '../../logging/printable.ts';
import type { TonedLine } from '../../logging/toned-line.ts';
import { renderCounts, textTable } from '../../report/summary/text-table.ts';
import type { VerifyReport } from '../../report/verify/verify-report.ts';
import { truncateToWidth } from '../command/text-width.ts';

/** Problems of a kind that are listed. */
const SHOWN = 10;
const NAME_COLUMNS = 200;

/** The report of `verify` for people. @param shown the most problems of a kind to list */
export function renderVerify(
  report: VerifyReport,
  explanations: readonly string[] = [],
  shown = SHOWN,
): TonedLine[] {
  const { images, failed_items: failed } = report;
  const { identical_duplicates: identical, conflicting_duplicates: conflicting } = report;
  const duplicates = identical.count + conflicting.count;
  const table = textTable([
    ['lines', String(report.lines)],
    ['rows', `${report.rows}${renderCounts(report.rows_by_status)}`],
    ['broken lines', String(report.broken_lines.count)],
    [
      'duplicates',
      duplicates === 0
        ? '0'
        : `${duplicates}: ${identical.count} identical, ${conflicting.count} conflicting`,
    ],
    ['failed items', `${failed.count}${renderCounts(failed.by_code)}`],
    ['images', images === null ? '' : describeImages(images)],
    ['unmatched rows', images === null ? '' : String(images.unmatched_rows.count)],
  ]);
  return [
    ...table,
    ...problems(report, shown).map((text) => ({ text, tone: 'bad' }) as const),
    ...[...warning(identical.count), ...nothingRead(report)].map(
      (text) => ({ text, tone: 'warning' }) as const,
    ),
    ...explained(explanations, shown),
    { text: verdict(report), tone: report.ok ? 'good' : 'bad' },
  ];
}

/** What the journal of a replay tells of it. */
function explained(explanations: readonly string[], most: number): string[] {
  if (explanations.length === 0) return [];
  const shown = explanations.slice(0, most).map((text) => `  ${text}`);
  const more = explanations.length - shown.length;
  return [
    'Why, as AML would have it:',
    ...shown,
    ...(more > 0 ? [`  … and ${more} more, see --verbose or --json`] : []),
  ];
}

type Images = NonNullable<VerifyReport['images']>;

function describeImages({ count, with_row, failed, missing }: Images): string {
  return `${count}: ${with_row} with a row, ${failed} failed, ${missing.count} missing`;
}

function problems({ broken_lines, conflicting_duplicates, images }: VerifyReport, shown: number): string[] {
  const some = someOf(shown);
  return [
    ...some(broken_lines, ({ line, problem }) => `line ${line} is not a valid row: ${problem}`),
    ...some(
      conflicting_duplicates,
      ({ file, line, first_line }) => `line ${line} conflicts with line ${first_line}: ${name(file)}`,
    ),
    ...(images === null ? [] : some(images.missing, (file) => `no row and no failed item: ${name(file)}`)),
    ...(images === null
      ? []
      : some(images.unmatched_rows, (file) => `a row without an image: ${name(file)}`)),
  ];
}

const someOf =
  (shown: number) =>
  <T>(
    { count, first }: { readonly count: number; readonly first: readonly T[] },
    render: (problem: T) => string,
  ): string[] => {
    const lines = first.slice(0, shown).map((problem) => truncateToWidth(render(problem), NAME_COLUMNS));
    const more = count - lines.length;
    return more > 0
      ? [...lines, `… and ${more} more${lines.length < first.length ? ', see --verbose or --json' : ''}`]
      : lines;
  };

const name = (file: string): string => JSON.stringify(file);

function nothingRead({ nothing_read: why }: VerifyReport): string[] {
  return why === null ? [] : [`Warning: ${toPrintableLine(why)}`];
}

function warning(identical: number): string[] {
  if (identical === 0) return [];
  return [
    `Warning: ${counted(identical, 'row is', 'rows are')} duplicated: AML has appended a mini-batch twice. --deduplicated FILE writes each row once.`,
  ];
}

function verdict({ ok, broken_lines, conflicting_duplicates, images }: VerifyReport): string {
  if (ok) return 'Nothing is wrong.';
  const parts = [
    [broken_lines.count, 'broken line', 'broken lines'],
    [conflicting_duplicates.count, 'conflicting row', 'conflicting rows'],
    [images?.missing.count ?? 0, 'missing image', 'missing images'],
    [images?.unmatched_rows.count ?? 0, 'unmatched row', 'unmatched rows'],
  ] as const;
  const wrong = parts.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many));
  return `Wrong: ${wrong.join(', ')}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
