import { expect, it } from 'vitest';
import { neverAborted } from '../../src/flow/abort.ts';
import { callVault, vaultFlow } from '../../src/secrets/vault-call.ts';
import { ManualClock } from '../flow/manual-clock.ts';

it('a vault that never responds is given up within a minute, and said to be silent', async () => {
  const clock = new ManualClock();
  const from = clock.now();
  const never = (): Promise<never> => new Promise(() => {});
  const call = callVault('Key Vault https://kv', never, vaultFlow(clock), neverAborted).catch((error) => ({
    error,
    after: clock.now() - from,
  }));
  for (let second = 0; second < 120; second += 1) await clock.elapse(1000);
  expect(await call).toMatchObject({
    after: expect.toSatisfy((ms: number) => ms > 40_000 && ms <= 60_000) as unknown,
    error: {
      code: 'vault_unavailable',
      message: expect.stringMatching(
        /^Key Vault https:\/\/kv gave no response in (15|60) s\. Try again later, or check the network and its firewall\.$/,
      ) as unknown,
    },
  });
});

it('its flow has the time of the system, unless it is given one', () => {
  const clock = new ManualClock();
  expect(vaultFlow(clock).clock).toBe(clock);
  expect(Math.abs(vaultFlow().clock.now() - Date.now())).toBeLessThan(60_000);
});
