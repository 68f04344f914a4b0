import { expect, it } from 'vitest';
import { cloudFrom } from '../../src/azure/cloud.ts';
import { createCredential } from '../../src/azure/credential.ts';
import { PAGES, receivedOf, servePages } from './support/identity-pages.ts';

const pages = servePages((url) => ({
  IDENTITY_ENDPOINT: url,
  IDENTITY_HEADER: 'h',
  AZURE_TOKEN_CREDENTIALS: 'prod',
}));

it.each(PAGES.filter(({ status }) => status !== 404))(
  '$name at IDENTITY_ENDPOINT fails with one sentence',
  async (page) => {
    const env = pages.serve(page);
    const credential = await createCredential(env, cloudFrom(env));
    await expect(credential.getToken('https://vault.azure.net/.default')).rejects.toMatchObject({
      code: 'no_identity',
      fault: 'configuration',
      message: expect.stringContaining(
        `${pages.host()} responded with ${receivedOf(page)}, which`,
      ) as unknown,
    });
  },
);
