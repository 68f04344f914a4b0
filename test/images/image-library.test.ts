import { expect, it } from 'vitest';
import { loadImageLibrary } from '../../src/images/image-library.ts';

it('loads the image library', async () => {
  expect((await loadImageLibrary()).format.jpeg.input.buffer).toBe(true);
});

it('says how to install it where it cannot be loaded', async () => {
  const load = () => Promise.reject(new Error('Could not load the "sharp" module\nPossible solutions:'));
  const error: unknown = await loadImageLibrary(load).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ fault: 'configuration' });
  expect(String(error)).toContain(`Could not load the "sharp" module. No engine can read`);
  expect(String(error)).toContain(process.arch);
});
