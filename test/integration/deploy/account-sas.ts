import { createHmac } from 'node:crypto';

/** In base64, as a storage account has it; made of the name. */
export function keyOf(account: string): string {
  return Buffer.from(`the key of ${account}`).toString('base64');
}

/**
 * Everything on an account for an hour, as a query.
 * https://learn.microsoft.com/rest/api/storageservices/create-account-sas
 */
export function accountSas(account: string): string {
  const end = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const fields = {
    sp: 'rwdlac',
    ss: 'b',
    srt: 'sco',
    st: '',
    se: end,
    sip: '',
    spr: 'https',
    sv: '2020-12-06',
  };
  const toSign = [account, ...Object.values(fields), '', ''].join('\n');
  const sig = createHmac('sha256', Buffer.from(keyOf(account), 'base64'))
    .update(toSign)
    .digest('base64');
  const given = Object.entries({ ...fields, sig }).filter(([, value]) => value !== '');
  return new URLSearchParams(given).toString();
}
