import { expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../../../src/emulator/server/start-emulator.ts';
import { png, readOnce } from '../emulated.ts';

it('listens on loopback and reads images when it is given no options', async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  const image = await png();
  const response = await readOnce(emulator, image);
  expect(await response.json()).toMatchObject({ status: 'succeeded' });
  expect(emulator.stats()).toMatchObject({ distinct_images: 1, billed_pages: 1 });
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
