import { type Fields, notThere, type Route } from './cloud.ts';
import { TENANT } from './resource-manager.ts';

const CHALLENGE = `Bearer authorization="https://login.microsoftonline.com/${TENANT}", resource="https://vault.azure.net"`;

/** A key vault's secrets: https://learn.microsoft.com/rest/api/keyvault/secrets/ */
export function keyVault(host: string): readonly Route[] {
  const secrets = new Map<string, Fields>();
  return [
    [
      new RegExp(`^(?<method>GET|PUT) (?:/${host})?/secrets/(?<name>[^/]+)/?$`),
      ({ found, body, authorized }) => {
        if (!authorized) return { status: 401, headers: { 'www-authenticate': CHALLENGE } };
        const { method, name = '' } = found;
        if (method === 'PUT') {
          const attributes = { enabled: true, created: 1, updated: 1 };
          secrets.set(name, {
            ...body,
            id: `https://${host}/secrets/${name}/0123456789abcdef0123456789abcdef`,
            attributes,
          });
        }
        const secret = secrets.get(name);
        return secret === undefined ? notThere(name, 'SecretNotFound') : { body: secret };
      },
    ],
  ];
}
