import { describe, expect, it } from 'vitest';
import { codes, folderWith, images, planned, READ } from './planned.ts';

describe('what would go wrong', () => {
  it.each<[string, string[], string[], string[]]>([
    ['small mini-batches', ['--process_count_per_node', '1'], READ, ['small_mini_batches']],
    [
      'nothing, with the settings that are the best',
      ['--process_count_per_node', '1', '--mini_batch_size', '50', '--run_invocation_timeout', '60'],
      READ,
      [],
    ],
    [
      'a timeout that is too short',
      ['--process_count_per_node', '1', '--mini_batch_size', '50', '--run_invocation_timeout', '3'],
      READ,
      ['timeout_too_short'],
    ],
    [
      'a timeout that is tight',
      ['--process_count_per_node', '1', '--mini_batch_size', '50', '--run_invocation_timeout', '15'],
      READ,
      ['timeout_tight'],
    ],
    [
      'too many processes',
      ['--process_count_per_node', '12', '--mini_batch_size', '5'],
      READ,
      ['too_many_processes'],
    ],
    ['processes without a mini-batch', ['--process_count_per_node', '7'], READ, ['few_mini_batches']],
  ])('is %s', async (_case, options, argv, expected) => {
    const { report } = await planned(await folderWith(images(60, '')), options, argv);
    expect(codes(report)).toEqual(expected);
  });

  it('is folders that are too small', async () => {
    const parts = Array.from({ length: 20 }, (_, index) => Object.entries(images(3, `${index}/`)));
    const folder = await folderWith(Object.fromEntries(parts.flat()));
    const { report } = await planned(folder, ['--process_count_per_node', '1'], READ);
    expect(codes(report)).toEqual(['small_folders']);
    expect(report.best.process_count_per_node).toBeGreaterThan(1);
  });

  it('is a partition that matches nothing: exit code 3, and the partitions that are there', async () => {
    const folder = await folderWith(images(2, '2020/08/07/'));
    const argv = [...READ, '--input_partition', '2020/08/08'];
    const { code, report } = await planned(folder, [], argv);
    expect({ code, codes: codes(report) }).toEqual({ code: 3, codes: ['nothing_matches'] });
    expect(report.risks[0]?.message).toContain('2020/08/07');
    expect(report.input).toMatchObject({ skipped: 2, images: 0, bytes: 0 });
    expect((await planned(folder, ['--allow_empty'], argv)).code).toBe(0);
    expect((await planned(folder, [], [...READ, '--input_partition', '2020-08'])).report.input.images).toBe(
      2,
    );
  });

  it('is more refused files than AML tolerates: exit code 42', async () => {
    const folder = await folderWith({ ...images(1, ''), 'x.jpg': 'x', 'y.jpg': 'y' });
    const { code, report } = await planned(folder, ['--error_threshold', '1'], READ);
    expect({ code, codes: codes(report) }).toEqual({
      code: 42,
      codes: expect.arrayContaining(['error_threshold']),
    });
    expect((await planned(folder, ['--error_threshold', '2'], READ)).code).toBe(0);
    expect((await planned(folder, ['--error_threshold', '1'], [...READ, '--failed_items', 'row'])).code).toBe(
      0,
    );
  });

  it('is nothing that the engine reads', async () => {
    const { code, report } = await planned(
      await folderWith({ 'a.jpg': 'no image' }),
      [],
      ['--engine', 'offline'],
    );
    expect({ code, codes: codes(report) }).toEqual({ code: 3, codes: ['nothing_readable'] });
  });
});
