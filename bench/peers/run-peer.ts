import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { createImages } from '../flow/bench-images.ts';
import { startService } from '../flow/run-case.ts';
import type { Peer } from './peers.ts';

const PER_SECOND = 20;
const SETUP = { perSecond: PER_SECOND, windowMs: null, latencyMs: 1500, sigma: 0.5, fall: null };

export interface PeerResult {
  readonly finishedShare: number;
  /** Seconds over those that the service's rate allows for two requests per image. */
  readonly wallOverBound: number;
  readonly requestsPerImage: number;
  readonly rejectedShare: number;
}

/** A peer against a service of its own. */
export async function runPeer(peer: Peer, python: string, seed: number): Promise<PeerResult> {
  const images = await createImages(peer.images, 30_000);
  const service = await startService({ ...SETUP, seed });
  try {
    const start = performance.now();
    const child = spawn(peer.runtime === 'node' ? process.execPath : python, [peer.script]);
    child.stderr.pipe(process.stderr);
    child.stdin.end(JSON.stringify([`http://127.0.0.1:${service.port}`, peer.concurrency, ...images]));
    const finished = Number(await text(child.stdout));
    const seconds = (performance.now() - start) / 1000;
    const { accepted, rejected } = await service.counts();
    return {
      finishedShare: finished / images.length,
      wallOverBound: seconds / ((2 * images.length) / PER_SECOND),
      requestsPerImage: (accepted + rejected) / images.length,
      rejectedShare: rejected / (accepted + rejected),
    };
  } finally {
    service.stop();
    await rm(dirname(images[0] ?? ''), { recursive: true, force: true });
  }
}
