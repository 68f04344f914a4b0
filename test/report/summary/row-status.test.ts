import { expect, it } from 'vitest';
import { RowStatusCounter } from '../../../src/report/summary/row-status.ts';

it('counts the status of JSON rows and of CSV rows, and passes over all others', () => {
  const counter = new RowStatusCounter();
  counter.add(['{"file":"a","status":"succeeded"}', '{"status":"skipped","text":"\\"status\\""}']);
  counter.add([
    'a.jpg,no_text,,',
    '"a ""b"",c",succeeded,x',
    'a,b,c',
    '{"status":3}',
    '{broken',
    '',
    'plain text',
  ]);
  expect(counter.counts).toEqual({ succeeded: 2, skipped: 1, no_text: 1 });
});
