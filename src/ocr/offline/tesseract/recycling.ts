export interface Terminable {
  terminate(): Promise<unknown>;
}

export interface Recycling<T> {
  use<R>(job: (worker: T) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

/** Keeps one worker; a new one takes its place after an error and after a number of jobs. */
export async function recycling<T extends Terminable>(
  start: () => Promise<T>,
  jobs: number,
): Promise<Recycling<T>> {
  let worker: T | null = await start();
  let done = 0;
  const retire = async (): Promise<void> => {
    const old = worker;
    worker = null;
    done = 0;
    await old?.terminate();
  };
  return {
    async use(job) {
      worker ??= await start();
      try {
        return await job(worker);
      } catch (error) {
        await retire();
        throw error;
      } finally {
        done += 1;
        if (done >= jobs) await retire();
      }
    },
    close: retire,
  };
}
