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

type Rows = readonly { readonly item: unknown }[];

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
  const rows: Rows = JSON.parse(stdout);
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
  it('known by its methods: each row a record of text and whole numbers, blanks null, all else its type', () => {
    expect(itemsOf('frame', FAKE_FRAME)).toEqual([
      {
        path: '/a.png',
        '1': 24,
        bool: true,
        nan: null,
        nat: null,
        na: ['NAType'],
        none: null,
        numpy: ['NumpyScalar'],
        array: ['NumpyArray'],
        big: ['int'],
        date: ['date'],
        decimal: ['Decimal'],
      },
    ]);
  });

  it('no object in another column stops the mini-batch or changes the image', () => {
    const items = itemsOf('odd_frame', FAKE_FRAME) as readonly { path: string; other: unknown }[];
    expect(items.length).toBeGreaterThan(20);
    expect(items.map(({ path }) => path)).toEqual(items.map((_, index) => `/${index}.png`));
    const scalars = items.filter(({ other }) => !Array.isArray(other)).map(({ other }) => other);
    expect(scalars).toEqual([null, null, null, null, '/b/\udcff', '/c', 'text', 7]);
  });

  it('no object in place of the image stops it either', () => {
    const items = itemsOf('Frame(["path"], [(cell,) for cell in ODD])', FAKE_FRAME) as readonly object[];
    expect(items.length).toBeGreaterThan(20);
  });

  it('odd names of columns: the first of two alike counts, levels are joined, nothing has to be text', () => {
    const names = '["path", "path", 3, None, ("image", ""), ("a", "b"), b"bytes", Unprintable()]';
    expect(itemsOf(`Frame(${names}, [("/a", "/z", 1, 2, 3, 4, 5, 6)])`, FAKE_FRAME)).toEqual([
      { path: '/a', '3': 1, None: 2, image: 3, a_b: 4, bytes: 5, "['Unprintable']": 6 },
    ]);
  });

  it('whole numbers that JSON keeps exactly, and texts as long as a path may be', () => {
    const cells = [
      '2**53 - 1',
      '1 - 2**53',
      '2**53',
      '-2**53',
      '"é" * 65536',
      '"é" * 65537',
      'b"\\xff" * 65536',
      'b"x" * 65537',
    ];
    const items = itemsOf(`Frame(["cell"], [(cell,) for cell in [${cells.join(', ')}]])`, FAKE_FRAME);
    expect((items as readonly { cell: unknown }[]).map(({ cell }) => cell)).toEqual([
      2 ** 53 - 1,
      1 - 2 ** 53,
      ['int'],
      ['int'],
      'é'.repeat(65_536),
      ['str'],
      '\udcff'.repeat(65_536),
      ['bytes'],
    ]);
  });

  it('an empty one has no items', () => {
    expect(itemsOf('Frame(["path"], [])', FAKE_FRAME)).toEqual([]);
  });

  describe('a real one, where pandas is installed', () => {
    const SETUP = `import pandas, numpy
frame = pandas.DataFrame({"path": ["/a.png", None], "count": [24, 25], "float": [1.5, numpy.nan], "flag": [True, False]})
other = {
    "list": [1], "dict": {"a": 1}, "bytes": b"\\xff" * 99999, "nan": numpy.nan, "nat": pandas.NaT, "na": pandas.NA,
    "time": pandas.Timestamp("2020-08-07"), "period": pandas.Period("2020-08"), "interval": pandas.Interval(0, 1),
    "delta": pandas.Timedelta(1), "decimal": decimal.Decimal("1.5"), "array": numpy.zeros((2, 2)), "scalar": numpy.int64(5),
    "zero": numpy.array(5), "complex": numpy.complex128(1j), "void": numpy.zeros(1, dtype=[("a", "i4")])[0],
    "frame": pandas.DataFrame({"a": [1]}), "series": pandas.Series([1]), "datetime64": numpy.datetime64("2020-08-07"),
}
odd = pandas.DataFrame([["/a.png", *other.values()]], columns=["path", *other])
twice = pandas.DataFrame([["/a.png", "/z.png", 1]], columns=["path", "path", 1])
levels = pandas.DataFrame([["/a.png", 1]], columns=pandas.MultiIndex.from_tuples([("path", ""), ("size", "mean")]))
categories = pandas.DataFrame({"path": pandas.Categorical(["/a.png", "/b.png", "/a.png"])})`;

    it('its rows', ({ skip }) => {
      if (runPython(snapshot, 'import pandas').status !== 0) {
        skip('pandas is not installed for this python3; the frame above stands in for it');
      }
      const script = `import datetime, decimal, parallel_run_entry as entry
${SETUP}
entry.init()
for name in ("frame", "odd", "twice", "levels", "categories"):
    print("[" + ",".join(entry.run(globals()[name])) + "]")
print(len(entry.run(frame.iloc[0:0])))`;
      const { stdout, stderr } = runPython(snapshot, script);
      expect(stderr).not.toContain('Traceback');
      const lines = stdout.trim().split('\n');
      const [frame, odd, twice, levels, categories, empty] = lines.map((line) => JSON.parse(line) as Rows);
      const itemsIn = (rows: Rows | undefined) => rows?.map(({ item }) => item);
      expect(itemsIn(frame)).toEqual([
        { path: '/a.png', count: 24, float: ['float'], flag: true },
        { path: null, count: 25, float: null, flag: false },
      ]);
      expect(itemsIn(odd)).toMatchObject([{ path: '/a.png' }]);
      expect(itemsIn(twice)).toEqual([{ path: '/a.png', '1': 1 }]);
      expect(itemsIn(levels)).toEqual([{ path: '/a.png', size_mean: 1 }]);
      expect(itemsIn(categories)).toMatchObject([{ path: '/a.png' }, { path: '/b.png' }, { path: '/a.png' }]);
      expect(empty).toBe(0);
    });
  });
});

it('a context with odd values does not stop the mini-batch', () => {
  const setup = `${FAKE_FRAME}
class Context:
    minibatch_index = 7
    partition_key_value = {"day": Unprintable(), 3: None}
    global_row_index_lower_bound = [1]`;
  expect(itemsOf('["/a"], Context()', setup)).toEqual(['/a']);
});
