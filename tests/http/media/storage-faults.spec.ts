import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexProfilePictures } from '../../../src/adapters/postgres/media/knex-profile-pictures.js';
import { Clock, IdGenerator } from '../../../src/core/kernel/index.js';
import { MediaRepository, ObjectStorage, ProfilePictures, StoreImage, SweepOrphanMedia } from '../../../src/core/media/index.js';
import { ErrorTracker, Logger } from '../../../src/core/observability/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { ErrorsSeen } from '../../support/errors-seen.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LogLines } from '../../support/log-lines.js';
import { createPerson, type Person } from '../../support/people.js';
import { fourCorners, jpegOf } from '../../support/pictures.js';
import { rejection } from '../../support/rejection.js';
import { FaultyStorage } from './faulty-storage.js';
import { expectNothingLeftOver, keysIn, mediaRows, pathOf, storedKeys } from './stored-files.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

class FaultyPictures extends KnexProfilePictures {
  fails = false;

  override async show(...args: Parameters<KnexProfilePictures['show']>): Promise<void> {
    await super.show(...args);
    if (this.fails) throw new Error('the database went away');
  }
}

describe('media while the storage fails, and the sweep', () => {
  const storage = new FaultyStorage(mkdtempSync(path.join(tmpdir(), 'faulty-storage-')));
  const clock = new FakeClock(new Date());
  const errors = new ErrorsSeen();
  let pictures: FaultyPictures;
  let app: TestApp;
  let person: Person;
  let jpeg: Buffer;
  let file: string;
  let keysBefore: Set<string>;
  before(async () => {
    app = await buildTestApp((container) => {
      container.rebind(ObjectStorage).toConstantValue(storage);
      container.rebind(Clock).toConstantValue(clock);
      container.rebind(Logger).toConstantValue(new LogLines());
      container.rebind(ErrorTracker).toConstantValue(errors);
      container
        .rebind(ProfilePictures)
        .toDynamicValue(() => (pictures = new FaultyPictures(container.get(KnexSession))))
        .inSingletonScope();
    });
    jpeg = await jpegOf(fourCorners(64, 64));
    file = path.join(storage.directory, '..', `${path.basename(storage.directory)}.jpg`);
    writeFileSync(file, jpeg);
  });
  beforeEach(async () => {
    person = await createPerson(app);
    errors.all.length = 0;
    storage.late.length = 0;
    keysBefore = new Set(storedKeys(storage.directory));
  });
  afterEach(async () => {
    storage.works();
    pictures.fails = false;
    clock.advance(25 * HOUR);
    await sweep();
    await expectNothingLeftOver(app, storage.directory);
  });
  after(async () => {
    await app.close();
    rmSync(storage.directory, { recursive: true, force: true });
    rmSync(file, { force: true });
  });

  const send = (slot = 'avatar') =>
    app.http.patch(`/api/v1/media/${slot}`).set('authorization', person.authorization).attach(slot, jpeg, 'a.jpg');
  const sweep = () => app.container.get(SweepOrphanMedia).run();
  const stored = () => app.container.get(StoreImage).execute({ file, ownerId: person.id, use: 'post' });
  const rows = () => mediaRows(app, person.id);
  /** What the test itself stored. */
  const newKeys = () => storedKeys(storage.directory).filter((key) => !keysBefore.has(key));

  describe('storing', () => {
    it('a failing put is 503 in the envelope, and the profile shows what it showed', async () => {
      const before = (await send().expect(200)).body.data.avatarUrl as string;
      storage.failPut = () => true;
      const { body } = await send().expect(503);
      expect(body).to.have.property('success', false);
      expect(body.error).to.include({ code: 'SERVICE_UNAVAILABLE' });
      expect(body.error.message).to.not.include('does not answer');
      expect((await rows()).map(({ status }) => status)).to.deep.equal(['attached', 'detached']);
      expect(storedKeys(storage.directory)).to.include(pathOf(before).replace('/media/', ''));
    });

    it('when the second file of a picture fails, the first is taken back', async () => {
      storage.failPut = (key) => key.includes('300x300');
      expect(await rejection(stored())).to.have.property('code', 'SERVICE_UNAVAILABLE');
      expect(newKeys()).to.deep.equal([]);
      expect((await rows()).map(({ status }) => status)).to.deep.equal(['detached']);
    });

    it('when taking back fails too, it is reported, and the sweep does it an hour later', async () => {
      storage.failPut = (key) => key.includes('300x300');
      storage.failDelete = () => true;
      expect(await rejection(stored())).to.have.property('code', 'SERVICE_UNAVAILABLE');
      expect(errors.all.map(({ error }) => String(error))).to.deep.equal(['Error: the storage does not answer']);
      expect(newKeys()).to.have.length(1);
      storage.works();
      clock.advance(HOUR + 1);
      await sweep();
      expect(newKeys()).to.deep.equal([]);
      expect(await rows()).to.deep.equal([]);
    });

    it('a put that arrives after we gave it up is found by the sweep', async () => {
      storage.failPut = () => true;
      await rejection(stored());
      await Promise.all(storage.late.splice(0).map((arrive) => arrive()));
      expect(newKeys()).to.have.length(1);
      clock.advance(HOUR + 1);
      await sweep();
      expect(newKeys()).to.deep.equal([]);
      expect(await rows()).to.deep.equal([]);
    });

    it('when the profile cannot be changed, nothing of the change stays, and the file goes after a day', async () => {
      const before = (await send().expect(200)).body.data.avatarUrl as string;
      pictures.fails = true;
      await send().expect(500);
      pictures.fails = false;
      expect((await rows()).map(({ status }) => status)).to.deep.equal(['attached', 'pending']);
      expect(newKeys()).to.have.length(2);
      clock.advance(24 * HOUR + 1);
      await sweep();
      expect((await rows()).map(({ status }) => status)).to.deep.equal(['attached']);
      expect(newKeys()).to.deep.equal([pathOf(before).replace('/media/', '')]);
    });

    it('a file that cannot be deleted after its picture was replaced is tried again by the sweep', async () => {
      await send().expect(200);
      await send().expect(200);
      storage.failDelete = () => true;
      await app.settle();
      expect((await rows()).map(({ status }) => status)).to.deep.equal(['detached', 'attached']);
      storage.works();
      clock.advance(HOUR + 1);
      await sweep();
      expect((await rows()).map(({ status }) => status)).to.deep.equal(['attached']);
      expect(newKeys()).to.deep.equal(keysIn(await rows()));
    });
  });

  describe('sweep-orphan-media', () => {
    it('runs every hour', () => {
      expect(app.container.get(SweepOrphanMedia)).to.include({ name: 'sweep-orphan-media', everySeconds: 3600 });
    });

    it('removes what nobody attached within a day, with all its files, and nothing else', async () => {
      const old = await stored();
      const used = await stored();
      expect(await app.container.get(MediaRepository).attach(used.id, clock.now())).to.equal(true);
      clock.advance(HOUR);
      const young = await stored();
      clock.advance(23 * HOUR);
      await sweep();
      expect(
        (await rows()).map(({ id }) => id),
        'not before 24 hours',
      ).to.deep.equal([old.id, used.id, young.id]);
      clock.advance(1);
      await sweep();
      expect((await rows()).map(({ id, status }) => [id, status])).to.deep.equal([
        [used.id, 'attached'],
        [young.id, 'pending'],
      ]);
      expect(newKeys()).to.deep.equal(keysIn(await rows()));
      expect(await app.container.get(MediaRepository).attach(old.id, clock.now()), 'too late').to.equal(false);
    });

    it('one that cannot be removed is reported, does not stop the others, and is tried again an hour later', async () => {
      const made = [await stored(), await stored(), await stored()];
      const [, stubborn] = made;
      storage.failDelete = (key) => key.includes(String(stubborn?.id));
      clock.advance(24 * HOUR + 1);
      await sweep();
      expect((await rows()).map(({ id, status }) => [id, status])).to.deep.equal([[stubborn?.id, 'detached']]);
      expect(errors.all.map(({ context }) => context)).to.deep.equal([{ mediaId: stubborn?.id, job: 'sweep-orphan-media' }]);
      storage.works();
      await sweep();
      expect(await rows(), 'not at once').to.have.length(1);
      clock.advance(HOUR + 1);
      await sweep();
      expect(await rows()).to.deep.equal([]);
    });

    it('stops asking a storage that is away, and harms nothing when two run at once', async () => {
      const ids = app.container.get(IdGenerator);
      const row = () => {
        const id = ids.next();
        const variants = JSON.stringify([{ name: '1080w', key: `post/${id}/1080w.webp`, width: 1, height: 1 }]);
        const times = { created_at: clock.now(), updated_at: clock.now() };
        return { id, owner_id: person.id, kind: 'post', status: 'pending', variants, blurhash: 'x', ...times };
      };
      await app.knex('media').insert(Array.from({ length: 120 }, row));
      clock.advance(24 * HOUR + 1);
      storage.failDelete = () => true;
      await sweep();
      expect(errors.all).to.have.length(10);
      expect(await rows()).to.have.length(120);
      storage.works();
      clock.advance(MINUTE);
      await Promise.all([sweep(), sweep()]);
      expect(await rows(), 'those that failed wait for their hour').to.have.length(10);
      expect(errors.all).to.have.length(10);
      clock.advance(HOUR);
      await sweep();
      expect(await rows()).to.deep.equal([]);
    });
  });
});
