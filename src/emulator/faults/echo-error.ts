import type { IncomingHttpHeaders } from 'node:http';
import { wrappedError } from '../error-responses.ts';
import type { EmulatorResponse } from '../server/http.ts';

import { ECHO_FORMS, type EchoForm } from './echo-forms.ts';

const CREDENTIAL_HEADERS = [
  'authorization',
  'ocp-apim-subscription-key',
  'prediction-key',
  'secret',
  'x-identity-header',
];

/** An error of a service that repeats the credentials of the request. */
export function echoError(status: number, form: EchoForm, headers: IncomingHttpHeaders): EmulatorResponse {
  const said = CREDENTIAL_HEADERS.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [`${name}: ${ECHO_FORMS[form](value.replace(/^Bearer /, ''))}`] : [];
  });
  const message = `The request was not accepted. Received ${said.join(' and ')}.`;
  const error = wrappedError(status, { code: String(status), message, inner: { code: 'Echo', message } });
  return form === 'json_escapes' ? withBareEscapes(error) : error;
}

/** The escapes of the message as escapes of the JSON body itself, which its parser resolves. */
function withBareEscapes({ status, body }: EmulatorResponse): EmulatorResponse {
  const text = JSON.stringify(body).replaceAll(String.raw`\\u`, String.raw`\u`);
  return { status, headers: { 'content-type': 'application/json' }, body: text };
}
