import { writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { folderWithInput } from '../cli/replay/support/input-folder.ts';
import { startCli } from '../cli/run-cli.ts';
import { DapClient } from './dap-client.ts';
import { pythonEnvironment } from './python-environment.ts';

const PORT = 5679;

it('a breakpoint in a Python entry script is hit under replay --debugpy, with the variables of run()', async ({
  signal,
}) => {
  const environment = await pythonEnvironment('debugpy');
  if ('missing' in environment) throw new Error(environment.missing);
  const folder = await folderWithInput(2);
  const script = join(folder, 'score.py');
  await writeFile(script, 'def run(paths):\n    count = len(paths)\n    return [str(count)] * count\n');
  const PATH = `${dirname(environment.python)}${delimiter}${process.env['PATH'] ?? ''}`;
  const argv = ['replay', '--debugpy', String(PORT), 'in', '--entry_script', 'score.py'];
  const replay = startCli(argv, folder, { PATH });
  onTestFinished(() => void replay.process.kill('SIGKILL'));

  const client = await DapClient.connect(PORT, signal);
  onTestFinished(() => client.close());
  const replyTo = (command: string) => client.next((message) => message.command === command, signal);
  client.send('initialize', { adapterID: 'python', clientID: 'vscode', pathFormat: 'path' });
  await replyTo('initialize');
  client.send('attach', { connect: { host: '127.0.0.1', port: PORT }, justMyCode: false });
  await client.next(({ event }) => event === 'initialized', signal);
  client.send('setBreakpoints', { source: { path: script }, breakpoints: [{ line: 3 }] });
  client.send('configurationDone');
  const stopped = await client.next(({ event }) => event === 'stopped', signal);
  expect(stopped.body).toMatchObject({ reason: 'breakpoint' });
  const { threadId } = stopped.body ?? {};
  client.send('stackTrace', { threadId });
  const { body } = await replyTo('stackTrace');
  const frames = (body?.['stackFrames'] ?? []) as { id: number; name: string; line: number }[];
  const [frame] = frames;
  expect(frame).toMatchObject({ name: 'run', line: 3 });
  client.send('evaluate', { expression: 'count', frameId: frame?.id });
  expect((await replyTo('evaluate')).body).toMatchObject({ result: '2' });
  client.send('continue', { threadId });
  expect(await replay.done).toMatchObject({ code: 0 });
});
