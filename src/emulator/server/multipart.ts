import { type EmulatorRequest, mediaType } from './http.ts';

/** The image in a body, sent directly or as a form; null when the body has another type. */
export function imageBytes(request: EmulatorRequest): Buffer | null {
  const type = mediaType(request);
  if (request.bodyTooLarge || type === 'application/octet-stream') return request.body;
  return type === 'multipart/form-data'
    ? firstPart(request.body, request.headers['content-type'] ?? '')
    : null;
}

/**
 * The bytes of a multipart/form-data body's first part, or null when there is none. Sufficient for the one-part bodies
 * that the Custom Vision clients send (https://www.rfc-editor.org/rfc/rfc7578).
 */
export function firstPart(body: Buffer, contentType: string): Buffer | null {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return null;
  const start = body.indexOf(`--${boundary}\r\n`);
  const headersEnd = body.indexOf('\r\n\r\n', start);
  if (start === -1 || headersEnd === -1) return null;
  const end = body.indexOf(`\r\n--${boundary}`, headersEnd);
  return end === -1 ? null : body.subarray(headersEnd + 4, end);
}
