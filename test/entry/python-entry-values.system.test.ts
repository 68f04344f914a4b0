import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSnapshot, runPython, type Snapshot } from './python-entry.ts';

let snapshot: Snapshot;
beforeAll(() => {
  snapshot = createSnapshot();
});
afterAll(() => snapshot.remove());

const FAKE_FRAME = readFileSync(join(import.meta.dirname, '../fixtures/python-entry/fake_frame.py'), 'utf8');

/** The items that reach the worker when the Python expression is the mini-batch. */
function itemsOf(expression: string, setup = ''): unknown {
  const { stdout, stderr, status } = runPython(
    snapshot,
    `import datetime, decimal, os, pathlib, parallel_run_entry as entry
${setup}
entry.init()
rows = entry.run(${expression})
assert type(rows) is list and all(type(row) is str for row in rows)
print("[" + ",".join(rows) + "]")`,
  );
  if (status !== 0) throw new Error(stderr);
  const rows: readonly { item: unknown }[] = JSON.parse(stdout);
  return rows.map(({ item }) => item);
}

describe('a list', () => {
  it('a path that is not UTF-8 arrives with the code units Python has for it', () => {
    expect(itemsOf(`[os.fsdecode(b'/data/\\xff\\n,".png'), b'/bytes/\\xfe']`)).toEqual([
      '/data/\udcff\n,".png',
      '/bytes/\udcfe',
    ]);
  });

  it('a list subclass, as AML has one, and a tuple', () => {
    const setup = 'class MiniBatch(list):\n    task_id = 7';
    expect(itemsOf("MiniBatch(['/a', '/b'])", setup)).toEqual(['/a', '/b']);
    expect(itemsOf("('/a', pathlib.PurePosixPath('/b'))")).toEqual(['/a', '/b']);
  });

  it('a large one', () => {
    expect(itemsOf("['/data/%s/%d' % ('x' * 200, n) for n in range(20000)]")).toHaveLength(20_000);
  });
});

describe('a DataFrame', () => {
  it('known by its methods: each row a record, blanks null, everything else a scalar or text', () => {
    expect(itemsOf('frame', FAKE_FRAME)).toEqual([
      {
        path: '/a.png',
        '1': 24,
        bool: true,
        nan: null,
        nat: null,
        na: null,
        none: null,
        infinite: 'inf',
        numpy: 5,
        array: '[1 2]',
        big: '9007199254740993',
        date: '2020-08-07',
        decimal: '1.50',
      },
    ]);
  });

  it('an empty one has no items', () => {
    expect(itemsOf('Frame(["path"], [])', FAKE_FRAME)).toEqual([]);
  });

  it('a real one, where pandas is installed', (context) => {
    if (runPython(snapshot, 'import pandas').status !== 0) {
      context.skip(
        'pandas is not installed for this python3; the frame known by its methods is tested above',
      );
    }
    const setup = `import pandas, numpy
frame = pandas.DataFrame({
    "path": ["/a.png", None], "count": [24, 25], "float": [1.5, numpy.nan], "flag": [True, False],
    "when": [pandas.Timestamp("2020-08-07"), pandas.NaT], "whole": pandas.array([1, None], dtype="Int64"),
})`;
    expect(itemsOf('frame', setup)).toEqual([
      { path: '/a.png', count: 24, float: 1.5, flag: true, when: '2020-08-07 00:00:00', whole: 1 },
      { path: null, count: 25, float: null, flag: false, when: null, whole: null },
    ]);
    expect(itemsOf('frame.iloc[0:0]', setup)).toEqual([]);
  });
});
