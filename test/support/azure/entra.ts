import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { OAuth2Server } from 'oauth2-mock-server';
import { type LocalServer, testCertificate } from './local-server.ts';

const TENANT = '00000000-0000-0000-0000-000000000001';

export interface Entra extends LocalServer {
  /** A service principal of this directory, as the credential chain takes it from the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Makes every further request for a token fail as Entra fails, for example AADSTS7000215. */
  reject(code: string): void;
  /** The claims of a token that this directory signed; throws for any other. */
  claims(token: string): Promise<Readonly<Record<string, unknown>>>;
}

/** oauth2-mock-server in the place of Entra ID, over TLS: real OpenID discovery, real signed tokens. */
export async function startEntra(): Promise<Entra> {
  const { certFile, keyFile } = testCertificate();
  const server = new OAuth2Server(keyFile, certFile, {
    endpoints: {
      wellKnownDocument: '/:tenant/v2.0/.well-known/openid-configuration',
      token: '/common/oauth2/v2.0/token',
    },
  });
  await server.issuer.keys.generate('RS256');
  await server.start(0, 'localhost');
  const url = `https://localhost:${server.address().port}`;
  server.issuer.url = url;
  let rejection: string | null = null;
  server.service.on('beforeResponse', (response: { statusCode: number; body: unknown }) => {
    if (rejection === null) return;
    response.statusCode = 401;
    response.body = {
      error: 'invalid_client',
      error_description: `${rejection}: Rejected.`,
      error_codes: [1],
    };
  });
  return {
    url,
    close: () => server.stop(),
    environment: {
      AZURE_AUTHORITY_HOST: url,
      AZURE_TENANT_ID: TENANT,
      AZURE_CLIENT_ID: '00000000-0000-0000-0000-000000000002',
      AZURE_CLIENT_SECRET: 'client-secret',
      AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
    },
    reject: (code) => {
      rejection = code;
    },
    claims: (token) => verifiedClaims(token, url),
  };
}

async function verifiedClaims(token: string, url: string): Promise<Readonly<Record<string, unknown>>> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { keys } = (await (await fetch(`${url}/jwks`)).json()) as { keys: [JsonWebKey] };
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  const genuine = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    key,
    Buffer.from(signature, 'base64url'),
  );
  if (!genuine) throw new Error('the signature is not of this directory');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}
