import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/flow/clock.ts';
import { authorizedTransport } from '../../../../src/ocr/azure/transport/authorized-transport.ts';
import { entraAuthorizer } from '../../../../src/ocr/azure/transport/entra-authorizer.ts';
import { keyAuthorizer, type KeySource } from '../../../../src/ocr/azure/transport/key-authorizer.ts';
import type {
  ServiceRequest,
  ServiceResponse,
  Transport,
} from '../../../../src/ocr/azure/transport/transport.ts';
import { Secret } from '../../../../src/secrets/secret.ts';

const request = { method: 'POST', url: 'https://a.example/', headers: {}, body: null };
const signal = new AbortController().signal;

/** Responds with 401 to every credential but `accepted`, and repeats what it was given. */
function gate(accepted: string) {
  const seen: string[] = [];
  const send = ({ headers }: ServiceRequest): Promise<ServiceResponse> => {
    const given = headers['key'] ?? headers['authorization'] ?? '';
    seen.push(given);
    return Promise.resolve({
      status: given === accepted ? 200 : 401,
      headers: {},
      text: `you said ${given}`,
    });
  };
  const transport: Transport = { send, close: () => Promise.resolve() };
  return { seen, transport };
}

function rotatingKey(values: readonly string[]): KeySource & { refreshes: number } {
  let index = 0;
  const version = () => ({ value: new Secret(values[index] ?? ''), generation: index + 1 });
  return {
    refreshes: 0,
    current: version,
    refresh() {
      this.refreshes += 1;
      index = Math.min(index + 1, values.length - 1);
      return Promise.resolve(version());
    },
  };
}

describe('authorizedTransport', () => {
  it('goes on with the new key after a rotation', async () => {
    const { seen, transport } = gate('new');
    const response = await authorizedTransport(
      transport,
      keyAuthorizer('key', rotatingKey(['old', 'new'])),
    ).send(request, signal);
    expect([response.status, seen]).toEqual([200, ['old', 'new']]);
  });

  it('leaves the rejection when there is no other key, with the key taken out of its text', async () => {
    const { seen, transport } = gate('other');
    const keys = rotatingKey(['only']);
    const response = await authorizedTransport(transport, keyAuthorizer('key', keys)).send(request, signal);
    expect(response).toEqual({ status: 401, headers: {}, text: 'you said [secret]' });
    expect([seen, keys.refreshes]).toEqual([['only'], 1]);
  });
});

const AUDIENCE = 'https://cognitiveservices.azure.us';

describe('entraAuthorizer', () => {
  const credentialOf = (tokens: readonly string[], lifetimeMs = 3_600_000) => {
    const scopes: (string | string[])[] = [];
    const getToken = (scope: string | string[]) => {
      scopes.push(scope);
      const token = tokens[Math.min(scopes.length, tokens.length) - 1] ?? '';
      return Promise.resolve({ token, expiresOnTimestamp: systemClock.now() + lifetimeMs });
    };
    return { scopes, getToken };
  };

  it('asks once for everyone, for the right audience', async () => {
    const credential = credentialOf(['t1']);
    const { seen, transport } = gate('Bearer t1');
    const authorized = authorizedTransport(
      transport,
      entraAuthorizer({ credential, audience: AUDIENCE }, systemClock),
    );
    await Promise.all([authorized.send(request, signal), authorized.send(request, signal)]);
    await authorized.send(request, signal);
    expect(seen).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1']);
    expect(credential.scopes).toEqual(['https://cognitiveservices.azure.us/.default']);
  });

  it('takes another token when one is rejected, and hides a rejected one', async () => {
    const { seen, transport } = gate('Bearer t3');
    const authorized = authorizedTransport(
      transport,
      entraAuthorizer({ credential: credentialOf(['t1', 't2']), audience: AUDIENCE }, systemClock),
    );
    const response = await authorized.send(request, signal);
    expect(seen).toEqual(['Bearer t1', 'Bearer t2']);
    expect(response.text).toBe('you said Bearer [secret]');
  });

  it('replaces a token that is about to end', async () => {
    const credential = credentialOf(['t1', 't2'], 60_000);
    const authorizer = entraAuthorizer({ credential, audience: AUDIENCE }, systemClock);
    await authorizer.current(signal);
    expect((await authorizer.current(signal)).headers).toEqual({ authorization: 'Bearer t2' });
  });

  it('drops the error of a credential, whose request holds secrets', async () => {
    const failing = { getToken: () => Promise.reject(new Error('client_secret=hunter2')) };
    const { transport } = gate('x');
    const sent = authorizedTransport(
      transport,
      entraAuthorizer({ credential: failing, audience: AUDIENCE }, systemClock),
    ).send(request, signal);
    await expect(sent).rejects.toMatchObject({ code: 'token_unavailable' });
    await expect(sent).rejects.not.toHaveProperty('cause');
    await expect(sent).rejects.not.toThrow('hunter2');
  });
});
