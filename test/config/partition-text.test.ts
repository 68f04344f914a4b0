import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partitionType } from '../../src/config/partition-text.ts';

const partitionOf = (text: string): string | null =>
  partitionType.check(text) === null ? partitionType.parse(text) : null;

describe('a day', () => {
  it.each([
    '2020/08/07',
    '2020/8/7',
    '2020-08-07',
    '2020.08.07',
    '2020_08_07',
    '2020 08 07',
    '20200807',
    '/2020/08/07/',
    ' 2020/08/07 ',
    '\t2020/08/07\n',
    '2020 / 08 / 07',
    '2020//08//07',
    String.raw`2020\08\07`,
    '2020%2F08%2F07',
    '2020%252f08%252f07',
    '2020%2D08%2D07',
    '"2020/08/07"',
    "'2020-08-07'",
    '2020/08/07/*',
    '2020/08/07/**',
    '2020/08/07/**/*',
    '2020/08/07/**/*.*',
    'year=2020/month=08/day=07',
    'year=2020/month=8/day=7/',
    'y=2020/m=08/d=07',
    'date=2020-08-07',
    '2020-08-07T23:30:00Z',
    '2020-08-07T23:30:00.1234567+02:00',
    '2020-08-07T23:30',
    '2020-08-07 23:30:00',
    '2020/08/07 00:00:00',
    '2020/08/07 12:00:00 AM',
    '20200807T000000Z',
    '2020\u201308\u201307',
    '2020\u221208\u221207',
    '２０２０／０８／０７',
    '2020\u221508\u221507',
    '\u200b2020/08/07\ufeff',
    '\u00a02020/08/07\u00a0',
    '2020\u200b/08/07',
  ])('is %j', (text) => {
    expect(partitionOf(text)).toBe('2020/08/07');
  });

  it('is each day of the calendar, in each spelling with the year first, and no other date is one', () => {
    const spellings: readonly ((year: string, month: string, day: string) => string)[] = [
      (year, month, day) => `${year}/${month}/${day}`,
      (year, month, day) => `${year}-${Number(month)}-${Number(day)}`,
      (year, month, day) => `${year}${month}${day}`,
      (year, month, day) => `year=${year}/month=${Number(month)}/day=${day}/*`,
      (year, month, day) => `${year}-${month}-${day}T00:00:00Z`,
      (year, month, day) => encodeURIComponent(`${year}/${month}/${day}`),
    ];
    const part = fc.integer({ min: 0, max: 40 }).map((number) => String(number).padStart(2, '0'));
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2099 }).map(String),
        part,
        part,
        fc.constantFrom(...spellings),
        (year, month, day, spelling) => {
          const time = new Date(`${year}-${month}-${day}T00:00:00Z`);
          const exists = !Number.isNaN(time.getTime()) && time.toISOString().slice(8, 10) === day;
          expect(partitionOf(spelling(year, month, day))).toBe(exists ? `${year}/${month}/${day}` : null);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('another partition', () => {
  it.each([
    ['2020/08', '2020/08'],
    ['2020-08', '2020/08'],
    ['202008', '2020/08'],
    ['2020/08/*', '2020/08'],
    ['year=2020/month=8', '2020/08'],
    ['2020', '2020'],
    ['2020/08/07/cam1', '2020/08/07/cam1'],
    ['2020-8-7/cam 1/', '2020/08/07/cam 1'],
    ['2020/08/07T10/cam1', '2020/08/07T10/cam1'],
    ['007', '007'],
    ['12345678', '12345678'],
    ['north', 'north'],
    ['NA', 'NA'],
    ['europe/emea', 'europe/emea'],
    ['images/2020/08/07', 'images/2020/08/07'],
    ['2020-W32', '2020-W32'],
    ['2020-08-07-morning', '2020-08-07-morning'],
    ['march2020', 'march2020'],
    ['Zürich/北京', 'Zürich/北京'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['none-of-these', 'none-of-these'],
    ['a@b', 'a@b'],
  ])('%j is %j', (text, partition) => {
    expect(partitionOf(text)).toBe(partition);
  });
});

describe('no partition without doubt', () => {
  it.each([
    '',
    ' ',
    '\u00a0',
    '\u200b',
    '/',
    '//',
    '""',
    "''",
    '*',
    '**',
    '/*',
    '*/*',
    '.',
    '..',
    '../etc',
    './a',
    'a//b',

    'None',
    'none',
    'null',
    'NULL',
    '"None"',
    ' null ',
    'nil',
    'undefined',
    'nan',
    'NaT',
    'N/A',
    'ｎｕｌｌ',
    'today',
    'yesterday',
    'now',
    '07/08/2020',
    '08-07-2020',
    '13/08/2020',
    '7.8.2020',
    '20/08/07',
    '20-08-07',
    '8/7/2020 12:00:00 AM',
    '7 Aug 2020',
    'August 7, 2020',
    'Fri, 07 Aug 2020 00:00:00 GMT',
    '07-Aug-2020',
    '2020-Aug-07',

    '2020/13/07',
    '2020/02/31',
    '2021-02-29',
    '2020/08/00',
    '20201307',
    '2020/00',
    '2020-13-07T00:00:00Z',
    "@formatDateTime(utcNow(), 'yyyy/MM/dd')",
    '@{pipeline().parameters.day}',
    '@pipeline().TriggerTime',

    '${{inputs.day}}',
    '${{parent.inputs.input_partition}}',
    '$(date +%Y/%m/%d)',
    '$DAY',
    '{partition}',
    '{{ ds }}',
    '<day>',
    '%Y/%m/%d',
    '%DATE%',
    'yyyy/MM/dd',
    'YYYY-MM-DD',
    'yyyy/mm',
    '2020/*/07',
    '2020/08/0?',
    '2020/08/[0-9]7',
    "['2020/08/07']",
    '{"day":"2020/08/07"}',
    '2020/08/07,2020/08/08',
    '2020/08/07;2020/08/08',
    '2020/08/07-2020/08/09',
    '2020-08-07..2020-08-09',

    'azureml://datastores/ocr/paths/2020/08/07',
    'https://host/2020/08/07',
    '2020/08/07\n2020/08/08',
    'a\0b',
  ])('is %j', (text) => {
    expect(partitionOf(text)).toBeNull();
  });

  it('never throws, and what it accepts means itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const partition = partitionOf(text);
        expect(partition === null ? null : partitionOf(partition)).toBe(partition);
      }),
      { numRuns: 2000 },
    );
  });
});
