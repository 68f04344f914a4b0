import { expect, it } from 'vitest';
import { AzureError } from '../../src/azure/azure-error.ts';
import { TransientError } from '../../src/contract/errors.ts';
import { fromIdentityError } from '../../src/secrets/identity-error.ts';

it('names the alternative where there is no identity at all', () => {
  expect(fromIdentityError(new AzureError('no_identity', 'Nobody is signed in.'))).toMatchObject({
    name: 'SecretError',
    code: 'secret_identity',
    message: 'Nobody is signed in. Or take the secrets from the environment with --secrets env.',
  });
});

it.each([new AzureError('role_missing', 'No role.'), new TransientError('no_identity', 'Busy.')])(
  'leaves %s as it is',
  (error) => {
    expect(fromIdentityError(error)).toBe(error);
  },
);
