import { availableParallelism } from 'node:os';
import { expect } from 'chai';
import sharp, { type Sharp } from 'sharp';
import sinon from 'sinon';
import { decodingQueue, SharpImageProcessor } from '../../../src/adapters/sharp/sharp-image-processor.js';
import { ImageProcessor } from '../../../src/core/media/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson } from '../../support/people.js';
import { jpegOf, noise } from '../../support/pictures.js';
import { expectNothingLeftOver, mediaRows } from './stored-files.js';

/** Counts results in the making, from their call until they are there. The counters of sharp itself still count what has just ended. */
function watchDecoding(): { most(): number; restore(): void } {
  const [plain, seen] = [Object.getPrototypeOf(sharp(Buffer.alloc(1))) as Sharp, { now: 0, most: 0 }];
  const original = plain.toBuffer as (options: object) => Promise<unknown>;
  const stub = sinon.stub(plain, 'toBuffer').callsFake(function (this: Sharp, ...given: unknown[]) {
    seen.most = Math.max(seen.most, (seen.now += 1));
    const ended = (): unknown => (seen.now -= 1);
    const made = original.apply(this, given as [object]);
    made.then(ended, ended);
    return made as never;
  });
  return { most: () => seen.most, restore: () => stub.restore() };
}

describe('decoding of uploads', function () {
  this.timeout(60_000);
  let app: TestApp | undefined;
  let jpeg: Buffer;
  before(async () => {
    jpeg = await jpegOf(noise(300, 300));
  });
  afterEach(() => app?.close());

  const sender = async (
    of: TestApp,
  ): Promise<() => Promise<{ status: number; headers: Record<string, string>; code: string }>> => {
    const { authorization } = await createPerson(of);
    return async () => {
      const request = of.http.patch('/api/v1/media/avatar').set('authorization', authorization).attach('avatar', jpeg, 'a.jpg');
      const { status, headers, body } = await request;
      return {
        status,
        headers: headers as Record<string, string>,
        code: (body as { error?: { code: string } }).error?.code ?? '',
      };
    };
  };

  it('takes no more pictures at once than there are processors, however many arrive', async () => {
    const built = (app = await buildTestApp());
    const send = await sender(built);
    const decoding = watchDecoding();
    try {
      const answers = await Promise.all(Array.from({ length: 30 }, send));
      expect(answers.map(({ status }) => status)).to.deep.equal(Array(30).fill(200));
    } finally {
      decoding.restore();
    }
    expect(decoding.most()).to.equal(Math.min(availableParallelism(), 4));
    await expectNothingLeftOver(built);
  });

  it('answers 503 with Retry-After when too many wait, and keeps nothing; those that wait are served', async () => {
    const queue = decodingQueue(1, 2);
    const processor = new SharpImageProcessor({ queue });
    const built = (app = await buildTestApp((container) => container.rebind(ImageProcessor).toConstantValue(processor)));
    const send = await sender(built);
    let letGo = (): void => undefined;
    const held = queue.run(() => new Promise<void>((resolve) => (letGo = resolve)));
    // The place is taken and two may wait: which two of the five does not matter.
    const answers = Array.from({ length: 5 }, send);
    const first = await Promise.race(answers);
    expect(first).to.include({ status: 503, code: 'SERVICE_UNAVAILABLE' });
    expect(Number(first.headers['retry-after'])).to.be.above(0);
    expect(await mediaRows(built)).to.deep.equal([]);
    letGo();
    await held;
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).to.be.within(2, 4);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).to.deep.equal([]);
    expect((await send()).status).to.equal(200);
    await expectNothingLeftOver(built);
  });
});
