import type { Accuracy } from './accuracy.ts';
import type { EngineResult } from './others.ts';
import type { Bin } from './reliability.ts';

/** Of one engine. */
export interface Report {
  readonly engine: string;
  readonly accuracy: readonly Accuracy[];
  readonly reliability: readonly Bin[];
  readonly result: EngineResult;
}

/** One table of sets and measures with a column for each engine, one of reliability, one of processor time. */
export function printReports(reports: readonly Report[]): void {
  const engines = reports.map(({ engine }) => engine);
  console.log(cells(['set', 'images', 'measure', ...engines]));
  for (const [index, { set, images, measures }] of (reports[0]?.accuracy ?? []).entries()) {
    for (const name of Object.keys(measures)) {
      const values = reports.map(({ accuracy }) => percent(accuracy[index]!.measures[name]!));
      console.log(cells([set, images, name, ...values]));
    }
  }
  console.log('');
  console.log(cells(['confidence from', '', 'lines right', ...engines]));
  for (const [index, { from }] of (reports[0]?.reliability ?? []).entries()) {
    const values = reports.map(({ reliability }) => {
      const { lines, right } = reliability[index]!;
      return lines === 0 ? '-' : `${percent(right)} of ${lines}`;
    });
    console.log(cells([from, '', '', ...values]));
  }
  console.log('');
  const perImage = reports.map(({ result }) => (result.cpuSeconds / result.images.length).toFixed(2));
  console.log(cells(['CPU s per image', '', '', ...perImage]));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function cells(values: readonly (string | number)[]): string {
  const [first = '', ...rest] = values;
  return String(first).padEnd(18) + rest.map((value) => String(value).padStart(17)).join('');
}
