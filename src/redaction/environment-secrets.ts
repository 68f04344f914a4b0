import { knownSecrets } from './known-secrets.ts';

/** Variables whose whole value is a secret: ours, Azure Machine Learning's, and those of https://learn.microsoft.com/dotnet/api/azure.identity.environmentcredential */
const SECRET_VARIABLE =
  /^(?:PARALLEL_RUN_OCR_SECRET_\w+|MSI_SECRET|IDENTITY_HEADER|AZURE_CLIENT_SECRET|AZURE_CLIENT_CERTIFICATE_PASSWORD|AZURE_PASSWORD)$/;
const PROXY_VARIABLE = /^(?:https?|all)_proxy$/i;

/** The secrets in the environment of a process: keys, the identity's secret, and the password of a proxy. */
export function secretsIn(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (SECRET_VARIABLE.test(name)) return [value].concat(fieldsOf(value));
    return PROXY_VARIABLE.test(name) ? passwordsIn(value) : [];
  });
}

/** Makes them known secrets of this process. */
export function registerSecretsIn(env: Readonly<Record<string, string | undefined>>): void {
  for (const secret of secretsIn(env)) knownSecrets.add(secret);
}

/** The key of a secret that is a JSON object. */
function fieldsOf(value: string): readonly string[] {
  const [, key] = /"key"\s*:\s*"([^"\\]+)"/.exec(value) ?? [];
  return key === undefined ? [] : [key];
}

function passwordsIn(proxy: string): readonly string[] {
  const [, password] = /^(?:[a-z]+:\/\/)?[^\s/?#@:]*:([^/?#]*)@/i.exec(proxy) ?? [];
  if (password === undefined) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
