import { expect, it } from 'vitest';
import { cloudFrom } from '../../src/azure/cloud.ts';
import { createCredential } from '../../src/azure/credential.ts';
import { PAGES, receivedOf, servePages } from './support/identity-pages.ts';

const pages = servePages((url) => ({ MSI_ENDPOINT: url, MSI_SECRET: 's' }));

it.each(PAGES)('$name at MSI_ENDPOINT fails at once, with one sentence', async (page) => {
  const env = { ...pages.serve(page), DEFAULT_IDENTITY_CLIENT_ID: page.name };
  const credential = await createCredential(env, cloudFrom(env));
  await expect(credential.getToken('https://vault.azure.net/.default')).rejects.toMatchObject({
    code: 'no_identity',
    fault: 'configuration',
    message: `There is no token: ${pages.host()} responded with ${receivedOf(page)}, which is not the response of an identity endpoint. Check MSI_ENDPOINT or IDENTITY_ENDPOINT where it is set, and that no proxy or sign-in page is in between (NO_PROXY exempts a host).`,
  });
});
