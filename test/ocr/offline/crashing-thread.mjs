import { threadId } from 'node:worker_threads';

/** A thread that dies under certain images, for the tests of the pool. */
export default async function response(task) {
  const text = Buffer.from(task.bytes).toString();
  if (text === 'always') process.exit(7);
  if (text === 'throws') throw new Error('a defect');
  return { kind: 'reading', reading: { model: `thread ${threadId}`, pages: [] } };
}
