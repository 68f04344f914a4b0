import { accessSync, constants, statfsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Bytes that two builds use at the same time, with some to spare. */
const ROOM = 12e9;

/** Why no container image can be built on this machine, and what to do; null when one can. */
export function whatIsMissing(folder: string): string | null {
  const absent = ['buildah', 'debootstrap'].filter((program) => !onPath(program));
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    return `a container image is built on Linux on x64 or arm64; this is ${process.platform} on ${process.arch}`;
  }
  if (process.getuid?.() !== 0) return 'debootstrap and the chroot isolation of buildah need root: use sudo';
  if (absent.length > 0) return `not installed: apt-get install ${absent.join(' ')}`;
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < ROOM) {
    return `${folder} has ${toGigabytes(free)} GB free and ${toGigabytes(ROOM)} are needed: set TMPDIR to another disk`;
  }
  return null;
}

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function toGigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
