import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/flow/clock.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { RefreshingKey } from '../../../src/secrets/refreshing-key.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { faults } from '../../emulator/emulated.ts';
import { AZURE_ENGINES, emulatedAzure, engineFor, plainImage, textsOf } from './support/azure-engines.ts';
import { KEY } from './support/keys.ts';

const scope = neverEnding();
/** The container asks for no key. */
const KEYED = AZURE_ENGINES.filter(({ name }) => name !== 'read-container');

describe.each(KEYED)('$name', (subject) => {
  it('fetches a rotated key once for all images and goes on with it', async () => {
    const emulator = await emulatedAzure({
      faults: faults({ on: subject.submit, nth: 5, fault: 'rotate_key' }),
    });
    let fetches = 0;
    const fetchKey = () => {
      fetches += 1;
      return Promise.resolve(new Secret(emulator.key()));
    };
    const keys = new RefreshingKey(new Secret(KEY), fetchKey, systemClock);
    const { engine } = engineFor(subject, emulator, { auth: { kind: 'key', keys } });
    const images = await Promise.all(
      Array.from({ length: 12 }, (_, index) => plainImage(`rgb(0,0,${index})`)),
    );
    const readings = await Promise.all(images.map((image) => engine.read(image, scope)));
    const texts = readings.map(({ pages }) => pages[0]?.lines.map(({ text }) => text));
    expect(texts).toEqual(await Promise.all(images.map(textsOf)));
    expect(fetches).toBe(1);
    expect(emulator.stats().billed_twice).toEqual([]);
  });

  it('says that a key is rejected when there is no other', async () => {
    const { engine } = engineFor(subject, await emulatedAzure({ key: 'another' }));
    const reading = engine.read(await plainImage('red'), scope);
    await expect(reading).rejects.toMatchObject({
      name: 'KeyRejectedError',
      code: 'key_rejected',
      fault: 'transient',
    });
  });

  it('reads without a key, with a token for the right audience', async () => {
    const emulator = await emulatedAzure({ token: 'entra-token' });
    const scopes: unknown[] = [];
    const credential = {
      getToken: (audience: string | string[]) => {
        scopes.push(audience);
        return Promise.resolve({ token: 'entra-token', expiresOnTimestamp: Date.now() * 100 });
      },
    };
    const { engine } = engineFor(subject, emulator, {
      auth: { kind: 'entra', credential, audience: 'https://cognitiveservices.azure.us' },
    });
    const image = await plainImage('red');
    const { pages } = await engine.read(image, scope);
    expect(pages[0]?.lines.map(({ text }) => text)).toEqual(await textsOf(image));
    expect(scopes).toEqual(['https://cognitiveservices.azure.us/.default']);
  });
});

describe('read-container', () => {
  it('sends no key', async () => {
    const [, container] = AZURE_ENGINES;
    const { engine } = engineFor(container, await emulatedAzure({ tls: false }), { auth: { kind: 'none' } });
    const image = await plainImage('red');
    const { pages } = await engine.read(image, scope);
    expect(pages[0]?.lines.map(({ text }) => text)).toEqual(await textsOf(image));
  });
});
