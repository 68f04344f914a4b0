import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FRAME_KINDS, HEADER_BYTES } from '../../src/store/frame.ts';
import { type SegmentLimits, SegmentWriter } from '../../src/store/segment-writer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openFilesIn } from './open-files.ts';

const KEY = Buffer.alloc(16, 7);
const attempt = { kind: FRAME_KINDS.attempt, key: KEY, payload: Buffer.alloc(0) };
const reading = (bytes: number) => ({ kind: FRAME_KINDS.reading, key: KEY, payload: Buffer.alloc(bytes) });
const pointer = () => ({ kind: FRAME_KINDS.stored, key: KEY, payload: Buffer.alloc(4) });
const MINUTE = 60_000;

function writerIn(folder: string, limits: Partial<SegmentLimits> = {}) {
  let time = 0;
  const failures: unknown[] = [];
  const begun: string[] = [];
  const writer = new SegmentWriter({
    folder,
    owner: 'o',
    now: () => time,
    limits,
    onFailure: (error) => failures.push(error),
    onSegment: () => begun.push('segment'),
  });
  onTestFinished(() => writer.close());
  return { writer, failures, begun, at: (ms: number) => (time = ms) };
}

describe('a segment', () => {
  it('takes frames until its log is full', async () => {
    const { writer, begun } = writerIn(await temporaryFolder(), { logBytes: 2 * HEADER_BYTES });
    const places = [1, 2, 3, 4, 5].map(() => writer.append(attempt));
    expect(places.map((place) => [place?.segment, place?.offset])).toEqual([
      ['o-1', 0],
      ['o-1', HEADER_BYTES],
      ['o-2', 0],
      ['o-2', HEADER_BYTES],
      ['o-3', 0],
    ]);
    expect(begun).toHaveLength(3);
  });

  it('takes readings until its data is full', async () => {
    const bytes = 2 * (HEADER_BYTES + 72);
    const { writer } = writerIn(await temporaryFolder(), { dataBytes: bytes });
    const places = [];
    for (let count = 0; count < 3; count += 1) places.push(await writer.appendData(reading(72), pointer));
    expect(places).toEqual([
      { segment: 'o-1', offset: 0 },
      { segment: 'o-1', offset: HEADER_BYTES + 72 },
      { segment: 'o-2', offset: 0 },
    ]);
  });

  it('is written to for an hour from its first frame', async () => {
    const { writer, at } = writerIn(await temporaryFolder());
    const segmentAt = (ms: number) => {
      at(ms);
      return writer.append(attempt)?.segment;
    };
    expect([10, 69, 70, 129, 130].map((minute) => segmentAt(minute * MINUTE))).toEqual([
      'o-1',
      'o-1',
      'o-2',
      'o-2',
      'o-3',
    ]);
  });

  it.runIf(process.platform === 'linux')('has its files open until it is full, or writing ends', async () => {
    const folder = await temporaryFolder();
    const { writer } = writerIn(folder, { logBytes: 2 * HEADER_BYTES });
    writer.append(attempt);
    expect(await openFilesIn(folder)).toEqual(['o-1.log']);
    const writing = writer.appendData(reading(100_000), pointer);
    writer.append(attempt);
    writer.append(attempt);
    expect(await writing).toEqual({ segment: 'o-1', offset: 0 });
    await expect.poll(() => openFilesIn(folder), { timeout: 30_000 }).toEqual(['o-2.log']);
    await writer.close();
    await writer.close();
    expect(await openFilesIn(folder)).toEqual([]);
    expect(writer.append(attempt)).toBeNull();
    expect(await writer.appendData(reading(1), pointer)).toBeNull();
  });
});

describe('where writing fails', () => {
  it('nothing is written for a minute, then it is tried again; one failure is reported', async () => {
    const folder = join(await temporaryFolder(), 'gone');
    const { writer, failures, at } = writerIn(folder);
    expect([writer.append(attempt), await writer.appendData(reading(1), pointer)]).toEqual([null, null]);
    await mkdir(folder);
    at(MINUTE - 1);
    expect(writer.append(attempt)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
    at(MINUTE);
    expect(writer.append(attempt)).toBeNull();
    await mkdir(folder);
    at(2 * MINUTE);
    expect(writer.append(attempt)?.offset).toBe(0);
    expect(failures).toEqual([expect.objectContaining({ code: 'ENOENT' })]);
  });

  it('the rest of the segment is left alone', async () => {
    const folder = await temporaryFolder();
    const { writer, failures, at } = writerIn(folder);
    await writeFile(join(folder, 'o-1.data'), 'not ours');
    writer.append(attempt);
    expect(await writer.appendData(reading(1), pointer)).toBeNull();
    expect(failures).toEqual([expect.objectContaining({ code: 'EEXIST' })]);
    at(MINUTE);
    expect(writer.append(attempt)).toEqual({ segment: 'o-2', offset: 0 });
  });
});
