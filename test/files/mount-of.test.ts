import { expect, it } from 'vitest';
import { mountOf } from '../../src/files/mount-of.ts';

const MOUNTS = `overlay / overlay rw 0 0
proc /proc proc rw 0 0
blobfuse2 /mnt/input fuse.blobfuse2 ro 0 0
blobfuse2 /mnt/input/deep\\040er fuse.blobfuse2 rw 0 0
old /mnt/hidden ext4 rw 0 0
new /mnt/hidden nfs4 rw 0 0
`;

it.each([
  ['/mnt/input/2020/a.png', '/mnt/input (fuse.blobfuse2)'],
  ['/mnt/input', '/mnt/input (fuse.blobfuse2)'],
  ['/mnt/input/deep er/a.png', '/mnt/input/deep er (fuse.blobfuse2)'],
  ['/mnt/inputs/a.png', '/ (overlay)'],
  ['/mnt/hidden/a.png', '/mnt/hidden (nfs4)'],
  ['relative.png', null],
])('%s is on %s', (path, mount) => {
  expect(mountOf(path, () => MOUNTS)).toBe(mount);
});

it('is unknown where the system does not list its mounts', () => {
  const missing = () => {
    throw new Error('ENOENT');
  };
  expect(mountOf('/a.png', missing)).toBeNull();
});
