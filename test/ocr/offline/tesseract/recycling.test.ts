import { describe, expect, it } from 'vitest';
import { recycling, type Recycling } from '../../../../src/ocr/offline/tesseract/recycling.ts';

interface FakeWorker {
  readonly id: number;
  terminate(): Promise<void>;
}

interface Factory {
  readonly started: number[];
  readonly ended: number[];
  readonly workers: Recycling<FakeWorker>;
}

async function factory(jobs: number): Promise<Factory> {
  const started: number[] = [];
  const ended: number[] = [];
  const start = async (): Promise<FakeWorker> => {
    const id = started.push(started.length + 1);
    return { id, terminate: async () => void ended.push(id) };
  };
  return { started, ended, workers: await recycling(start, jobs) };
}

const idOf = async ({ id }: FakeWorker): Promise<number> => id;
const fail = (): Promise<never> => Promise.reject(new Error('poisoned'));

describe('a recycled worker', () => {
  it('starts at once, so that a broken installation shows at once', async () => {
    expect((await factory(10)).started).toEqual([1]);
    await expect(recycling(fail, 10)).rejects.toThrow('poisoned');
  });

  it('is replaced after a number of jobs', async () => {
    const { workers, ended } = await factory(2);
    const ids = [await workers.use(idOf), await workers.use(idOf), await workers.use(idOf)];
    expect(ids).toEqual([1, 1, 2]);
    expect(ended).toEqual([1]);
  });

  it('is replaced after an error, which its job gets', async () => {
    const { workers, ended } = await factory(10);
    await expect(workers.use(fail)).rejects.toThrow('poisoned');
    expect(await workers.use(idOf)).toBe(2);
    expect(ended).toEqual([1]);
  });

  it('is ended once by close', async () => {
    const { workers, ended } = await factory(10);
    await workers.close();
    await workers.close();
    expect(ended).toEqual([1]);
  });
});
