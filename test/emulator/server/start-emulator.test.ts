import { expect, it, onTestFinished, vi } from 'vitest';
import { startEmulator } from '../../../src/emulator/server/start-emulator.ts';
import { operationOf, png, poll, submit } from '../emulated.ts';

it('listens on loopback and reads images when it is given no options', async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  const image = await png();
  const operation = operationOf(await submit(emulator, image));
  const result = async (): Promise<unknown> => (await poll(operation)).json();
  await vi.waitFor(async () => expect(await result()).toMatchObject({ status: 'succeeded' }), {
    timeout: 10_000,
  });
  expect(emulator.stats()).toMatchObject({ distinct_images: 1, billed_pages: 1 });
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
