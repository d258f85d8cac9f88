import { expect } from 'chai';
import type { ObjectStorage } from '../../src/core/media/index.js';

export interface ObjectStorageHarness {
  /** A storage over an empty store, with `https://media.example/files/` as public address. */
  create(): Promise<ObjectStorage>;
  /** The same port over a store that cannot be used (no server, no directory). Must reject within the time limit of the test. */
  createBroken(): Promise<ObjectStorage>;
  /** How many objects the store of the last `create` holds, asked of the store itself. */
  count(): Promise<number>;
  /** Called after each test. */
  dispose(): Promise<void>;
}

const everyByte = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 256));
const badKeys = {
  empty: '',
  absolute: '/a.webp',
  'ending in a slash': 'a/',
  'with an empty part': 'a//b',
  climbing: '../secret',
  'climbing inside': 'a/../../b',
  'with a dot part': 'a/./b',
  'with two dots in a name': 'a..b',
  hidden: 'a/.env',
  'with upper case': 'A.webp',
  'with a backslash': 'a\\b',
  'percent-encoded': 'a%2e%2e/b',
  'with a zero byte': 'a\0b',
  'with a line break': 'a\nb',
  'with a blank': 'a b',
  'with a letter outside ASCII': 'ა.webp',
  'with a reserved mark': 'a@object',
  'too long': 'a/'.repeat(300) + 'a',
  'with a part too long for a file name': 'a'.repeat(300),
};

async function rejection(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Every promise of the port but one: that writes at the same time never mix is for the store itself to prove, and a test server may not. */
export function objectStorageContract(harness: ObjectStorageHarness): void {
  describe('keeps the promises of ObjectStorage', () => {
    let storage: ObjectStorage;

    beforeEach(async () => {
      storage = await harness.create();
    });
    afterEach(() => harness.dispose());

    it('gives back the bytes and the content type', async () => {
      await storage.put('avatar/018f/200x200.webp', everyByte, 'image/webp');
      const found = await storage.get('avatar/018f/200x200.webp');
      expect(found?.contentType).to.equal('image/webp');
      expect(found?.body.equals(everyByte)).to.equal(true);
    });

    it('takes the content type from the caller, not from the key', async () => {
      await storage.put('a.webp', Buffer.from('x'), 'text/plain; charset=utf-8');
      expect((await storage.get('a.webp'))?.contentType).to.equal('text/plain; charset=utf-8');
    });

    it('keeps a body with line breaks at its start, and an empty one', async () => {
      await storage.put('lines', Buffer.from('\n\r\n\n'), 'text/plain');
      await storage.put('empty', Buffer.alloc(0), 'text/plain');
      expect((await storage.get('lines'))?.body.toString()).to.equal('\n\r\n\n');
      expect((await storage.get('empty'))?.body.length).to.equal(0);
    });

    it('keeps a body of some megabytes', async () => {
      const large = Buffer.alloc(6 * 1024 * 1024, everyByte);
      await storage.put('large', large, 'application/octet-stream');
      expect((await storage.get('large'))?.body.equals(large)).to.equal(true);
    });

    it('replaces body and content type', async () => {
      await storage.put('a', Buffer.from('a long first body'), 'text/plain');
      await storage.put('a', Buffer.from('second'), 'image/gif');
      const found = await storage.get('a');
      expect([found?.body.toString(), found?.contentType]).to.deep.equal(['second', 'image/gif']);
      expect(await harness.count()).to.equal(1);
    });

    it('gives undefined where nothing stands', async () => {
      expect(await storage.get('nothing/here.webp')).to.equal(undefined);
    });

    it('keeps a key that is the beginning of another one', async () => {
      await storage.put('a', Buffer.from('short'), 'text/plain');
      await storage.put('a/b', Buffer.from('long'), 'text/plain');
      expect((await storage.get('a'))?.body.toString()).to.equal('short');
      expect((await storage.get('a/b'))?.body.toString()).to.equal('long');
    });

    it('deletes what it is told and nothing else; absent and repeated keys are no error', async () => {
      for (const key of ['x/1', 'x/2', 'x/3']) await storage.put(key, Buffer.from(key), 'text/plain');
      await storage.delete(['x/1', 'x/3', 'x/3', 'absent/key']);
      expect(await storage.get('x/1')).to.equal(undefined);
      expect(await storage.get('x/3')).to.equal(undefined);
      expect((await storage.get('x/2'))?.body.toString()).to.equal('x/2');
      await storage.delete([]);
      expect(await harness.count()).to.equal(1);
    });

    it('gives an absolute address for a key', () => {
      expect(storage.urlFor('avatar/018f/200x200.webp')).to.equal('https://media.example/files/avatar/018f/200x200.webp');
    });

    for (const [what, key] of Object.entries(badKeys)) {
      it(`refuses a key that is ${what}, and stores nothing`, async () => {
        expect(await rejection(() => storage.put(key, everyByte, 'image/webp'))).to.be.instanceOf(TypeError);
        expect(await rejection(() => storage.get(key))).to.be.instanceOf(TypeError);
        expect(() => storage.urlFor(key)).to.throw(TypeError);
        await storage.put('kept', everyByte, 'image/webp');
        expect(await rejection(() => storage.delete(['kept', key]))).to.be.instanceOf(TypeError);
        expect(await harness.count()).to.equal(1);
      });
    }

    for (const contentType of ['', ' ', 'text/plain\r\nX-Evil: 1', 'text/plain\n', 'სურათი']) {
      it(`refuses the content type ${JSON.stringify(contentType)}, and stores nothing`, async () => {
        expect(await rejection(() => storage.put('a', everyByte, contentType))).to.be.instanceOf(TypeError);
        expect(await harness.count()).to.equal(0);
      });
    }

    it('rejects, rather than answering "absent", when the store cannot be used', async () => {
      const broken = await harness.createBroken();
      for (const call of [() => broken.put('a', everyByte, 'image/webp'), () => broken.get('a'), () => broken.delete(['a'])]) {
        const error = await rejection(call);
        expect(error).to.be.instanceOf(Error);
        expect(error).not.to.be.instanceOf(TypeError);
      }
    });
  });
}
