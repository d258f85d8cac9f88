import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { FilesystemObjectStorage } from '../../../src/adapters/filesystem/filesystem-object-storage.js';
import { objectStorageContract } from '../../contracts/object-storage.contract.js';
import { runWithLimitedFileSize } from '../../support/limited-file-size.js';

const baseUrl = 'https://media.example/files/';

async function filesUnder(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));
}

describe('FilesystemObjectStorage', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'objects-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  objectStorageContract({
    create: async () => new FilesystemObjectStorage(directory, baseUrl),
    createBroken: async () => {
      const file = path.join(directory, 'file-instead-of-directory');
      await writeFile(file, '');
      return new FilesystemObjectStorage(file, baseUrl);
    },
    count: async () => (await filesUnder(directory)).length,
    dispose: async () => undefined,
  });

  it('makes the directory when it is first needed, and reads an absent one as empty', async () => {
    const storage = new FilesystemObjectStorage(path.join(directory, 'not', 'yet'), baseUrl);
    expect(await storage.get('a')).to.equal(undefined);
    await storage.put('a', Buffer.from('x'), 'text/plain');
    expect((await storage.get('a'))?.body.toString()).to.equal('x');
  });

  it('is found again by another instance over the same directory', async () => {
    await new FilesystemObjectStorage(directory, baseUrl).put('post/1/1080w.webp', Buffer.from('x'), 'image/webp');
    const found = await new FilesystemObjectStorage(directory, baseUrl).get('post/1/1080w.webp');
    expect([found?.body.toString(), found?.contentType]).to.deep.equal(['x', 'image/webp']);
  });

  it('never shows a mixture while the same key is written many times', async () => {
    const storage = new FilesystemObjectStorage(directory, baseUrl);
    const bodyOf = (index: number): Buffer => Buffer.alloc(100_000, String(index));
    await storage.put('a', bodyOf(0), 'text/x-0');
    const seen = [];
    for (let round = 0; round < 3; round += 1) {
      const writes = [1, 2, 3, 4].map((index) => storage.put('a', bodyOf(index), `text/x-${index}`));
      seen.push(...(await Promise.all([storage.get('a'), storage.get('a'), storage.get('a')])));
      await Promise.all(writes);
    }
    seen.push(await storage.get('a'));
    for (const found of seen) {
      const index = Number(found?.contentType.slice('text/x-'.length));
      expect(found?.body.equals(bodyOf(index)), `type ${found?.contentType} with its own body`).to.equal(true);
    }
  });

  it('leaves no temporary file after many concurrent writes', async () => {
    const storage = new FilesystemObjectStorage(directory, baseUrl);
    const keys = Array.from({ length: 40 }, (_, index) => `a/${index % 4}`);
    await Promise.all(keys.map((key) => storage.put(key, Buffer.alloc(10_000), 'image/webp')));
    expect((await filesUnder(directory)).sort()).to.deep.equal(['a/0@object', 'a/1@object', 'a/2@object', 'a/3@object']);
  });

  it('keeps the old object whole and leaves nothing beside it when the disk takes only a part of the new one', async () => {
    const printed = await runWithLimitedFileSize(
      'src/adapters/filesystem/filesystem-object-storage',
      directory,
      `const storage = new module.FilesystemObjectStorage(directory, 'https://media.example');
      await storage.put('a', Buffer.from('old'), 'text/plain');
      await storage.put('a', Buffer.alloc(1_000_000), 'image/webp').then(() => console.log('stored'), (error) => console.log(error.code));
      console.log(String((await storage.get('a')).body));`,
    );
    expect(printed).to.equal('EFBIG\nold\n');
    expect(await filesUnder(directory)).to.deep.equal(['a@object']);
  });

  it('rejects for a file that was not written by it', async () => {
    await writeFile(path.join(directory, 'a@object'), '');
    const error = await new FilesystemObjectStorage(directory, baseUrl).get('a').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error).with.property('message').that.contains('no content type line');
  });

  for (const wrong of ['', '/media', 'ftp://media.example', 'https://media.example/?x=1', 'https://media.example/#x']) {
    it(`refuses the public address ${JSON.stringify(wrong)}`, () => {
      expect(() => new FilesystemObjectStorage(directory, wrong)).to.throw(TypeError);
    });
  }
});
