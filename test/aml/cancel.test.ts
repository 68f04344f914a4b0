import { expect, it } from 'vitest';
import { startAzure } from './azure-server.ts';
import { runAml, WORKSPACE_FLAGS, WS } from './run-aml.ts';

it('cancels a job and polls until Azure has taken note', async () => {
  const azure = await startAzure((url) => ({
    [`POST ${WS}/jobs/job-1/cancel`]: {
      status: 202,
      headers: { location: `${url}/operation?t=1`, 'retry-after': '2' },
    },
    'GET /operation': [{ status: 202 }, { status: 200, body: {} }],
  }));
  const run = await runAml(['cancel', 'job-1', ...WORKSPACE_FLAGS], { env: azure.env });
  expect(run).toEqual({ code: 0, out: 'job-1 is being cancelled\n', err: 'InProgress\n' });
  const common = { headers: { accept: 'application/json' }, audience: azure.url, body: null };
  const poll = { method: 'GET', path: '/operation', query: { t: '1' }, ...common };
  expect(azure.seen).toEqual([
    { method: 'POST', path: `${WS}/jobs/job-1/cancel`, query: { 'api-version': '2024-10-01' }, ...common },
    poll,
    poll,
  ]);
});

it('tells of its requests with --verbose, and with --quiet of nothing', async () => {
  const azure = await startAzure((url) => ({
    [`POST ${WS}/jobs/job-1/cancel`]: [
      { status: 202, headers: { location: `${url}/operation?sig=abc` } },
      { status: 202, headers: { location: `${url}/operation?sig=abc` } },
    ],
    'GET /operation': [
      { status: 202 },
      { status: 200, body: {} },
      { status: 202 },
      { status: 200, body: {} },
    ],
  }));
  const argv = ['cancel', 'job-1', ...WORKSPACE_FLAGS];
  const { err } = await runAml([...argv, '--verbose'], { env: azure.env });
  const requests = err.split('\n').filter((line) => /^(?:GET|POST) /.test(line));
  const poll = `GET ${azure.url}/operation?sig=[secret]`;
  expect(requests).toEqual([`POST ${azure.url}${WS}/jobs/job-1/cancel?api-version=2024-10-01`, poll, poll]);
  const quiet = await runAml([...argv, '--quiet'], { env: azure.env });
  expect(quiet).toEqual({ code: 0, out: 'job-1 is being cancelled\n', err: '' });
});

it.each([[[]], [['job/../x']]])('rejects %j as a job', async (alone) => {
  const { code, err } = await runAml(['cancel', ...alone, ...WORKSPACE_FLAGS]);
  expect(code).toBe(2);
  expect(err).toMatch(/JOB is (missing|"job\/\.\.\/x"): give the name of the job/);
});
