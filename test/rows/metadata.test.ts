import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../src/rows/metadata.ts';
import { quietReadTools } from '../support/read-tools.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function metadataFrom(text: string | Buffer, key = 'file') {
  const file = join(await temporaryFolder(), 'metadata.csv');
  await writeFile(file, text);
  return readMetadata({ file, key }, quietReadTools);
}

describe('the metadata side input', () => {
  it('finds an image by its relative path, else by its base name', async () => {
    const metadataOf = await metadataFrom('file,audit_id\n2020/08/07/a.jpg,1\na.jpg,2\n"b, c.jpg",3\n');
    expect(metadataOf('2020/08/07/a.jpg')).toEqual({ audit_id: '1' });
    expect(metadataOf('2020/08/08/a.jpg')).toEqual({ audit_id: '2' });
    expect(metadataOf('2020/08/08/b, c.jpg')).toEqual({ audit_id: '3' });
    expect(metadataOf('z.jpg')).toBeNull();
  });

  it('takes a byte order mark, CRLF, another key and columns named like object members', async () => {
    const metadataOf = await metadataFrom('\uFEFFimage,__proto__,constructor\r\na.jpg,x,y\r\n', 'image');
    expect(JSON.stringify(metadataOf('a.jpg'))).toBe('{"__proto__":"x","constructor":"y"}');
    expect(metadataOf('constructor')).toBeNull();
  });

  it.each([
    ['id,x\n1,2\n', /has the columns id, x but no "file": name the column .* --metadata_key/],
    ['', /is empty/],
    ['file,x\na,1\na,2\n', /names "a" twice/],
    ['file,x\na\n', /is not a CSV file \(.*\): give a CSV/],
    ['file,x\n"a,1\n', /is not a CSV file/],
  ])('rejects %j', async (text, message) => {
    await expect(metadataFrom(text)).rejects.toThrow(message);
  });

  it('says when the file cannot be read', async () => {
    const missing = readMetadata({ file: '/nowhere/m.csv', key: 'file' }, quietReadTools);
    await expect(missing).rejects.toThrow(
      /^--metadata: "\/nowhere\/m.csv".* does not exist.* \(ENOENT\); give a readable/,
    );
    const relative = readMetadata({ file: 'm.csv', key: 'file' }, quietReadTools);
    await expect(relative).rejects.toThrow('give an absolute path');
  });
});
