import { expect } from 'chai';
import type { Media, MediaRepository, MediaStatus } from '../../src/core/media/index.js';
import { rejection } from '../support/rejection.js';

export interface MediaRepositoryHarness {
  /** A repository that holds nothing. */
  make(): Promise<MediaRepository>;
  newId(): string;
  /** The id of a person, new with each call. */
  newOwner(): Promise<string>;
}

const plenty = 1000;
const start = new Date('2026-03-01T12:00:00.123Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

/** What every MediaRepository promises (src/core/media/ports/media-repository.ts). */
export function mediaRepositoryContract(harness: MediaRepositoryHarness): void {
  describe('MediaRepository contract', () => {
    let repository: MediaRepository;
    let ownerId: string;
    beforeEach(async () => {
      repository = await harness.make();
      ownerId = await harness.newOwner();
    });

    const mediaOf = (changes: Partial<Media> = {}): Media => {
      const id = changes.id ?? harness.newId();
      return {
        id,
        ownerId,
        use: 'post',
        status: 'pending',
        variants: [
          { name: '1080w', key: `post/${id}/1080w.webp`, width: 1080, height: 720 },
          { name: '300x300', key: `post/${id}/300x300.webp`, width: 300, height: 300 },
        ],
        blurhash: 'L6PZfSi_.AyE_3t7t7R**0o#DgR4',
        createdAt: start,
        updatedAt: start,
        ...changes,
      };
    };
    const added = async (changes: Partial<Media> = {}): Promise<Media> => {
      const media = mediaOf(changes);
      expect(await repository.insert(media, plenty)).to.equal(true);
      return media;
    };
    const idle = async (pendingBefore: Date, detachedBefore: Date, limit = 10): Promise<string[]> =>
      (await repository.idle({ pendingBefore, detachedBefore, limit })).map(({ id }) => id);

    it('gives back what was inserted, to the millisecond, and nothing for another id', async () => {
      const media = await added();
      expect(await repository.find(media.id)).to.deep.equal(media);
      const nobodys = await added({ ownerId: null, use: 'avatar', status: 'attached' });
      expect(await repository.find(nobodys.id)).to.deep.equal(nobodys);
      expect(await repository.find(harness.newId())).to.equal(undefined);
    });

    it('takes an id once', async () => {
      const media = await added();
      expect(await rejection(repository.insert(mediaOf({ id: media.id }), plenty))).to.be.instanceOf(Error);
    });

    it('takes as many of one owner as are allowed, however many come at once; detached ones make room', async () => {
      await added({ status: 'detached' });
      await added({ status: 'attached' });
      const all = Array.from({ length: 20 }, () => mediaOf());
      const outcomes = await Promise.all(all.map((media) => repository.insert(media, 6)));
      expect(outcomes.filter(Boolean)).to.have.length(5);
      const found = await Promise.all(all.map(({ id }) => repository.find(id)));
      expect(found.map((media) => media !== undefined)).to.deep.equal(outcomes);
      await repository.detach(all[outcomes.indexOf(true)]?.id ?? '', after(1));
      expect(await repository.insert(mediaOf(), 6)).to.equal(true);
      expect(await repository.insert(mediaOf(), 6)).to.equal(false);
      expect(await repository.insert(mediaOf({ ownerId: await harness.newOwner() }), 1)).to.equal(true);
      for (let i = 0; i < 2; i += 1) expect(await repository.insert(mediaOf({ ownerId: null }), 1)).to.equal(true);
    });

    const changes: { what: 'attach' | 'detach'; from: MediaStatus[]; to: MediaStatus }[] = [
      { what: 'attach', from: ['pending'], to: 'attached' },
      { what: 'detach', from: ['pending', 'attached'], to: 'detached' },
    ];
    for (const { what, from, to } of changes) {
      it(`${what} turns ${from.join(' and ')} into ${to}, and leaves anything else alone`, async () => {
        for (const status of ['pending', 'attached', 'detached'] as const) {
          const media = await added({ status });
          const works = from.includes(status);
          expect(await repository[what](media.id, after(1)), status).to.equal(works);
          const expected = works ? { ...media, status: to, updatedAt: after(1) } : media;
          expect(await repository.find(media.id)).to.deep.equal(expected);
        }
        expect(await repository[what](harness.newId(), start)).to.equal(false);
      });
    }

    it('of ten that attach or detach at once, one succeeds', async () => {
      for (const what of ['attach', 'detach'] as const) {
        const { id } = await added();
        const outcomes = await Promise.all(Array.from({ length: 10 }, () => repository[what](id, after(1))));
        expect(outcomes.filter(Boolean), what).to.have.length(1);
      }
    });

    it('remove forgets a detached picture and no other', async () => {
      for (const status of ['pending', 'attached', 'detached'] as const) {
        const media = await added({ status });
        await repository.remove(media.id);
        expect((await repository.find(media.id))?.status, status).to.equal(status === 'detached' ? undefined : status);
      }
      await repository.remove(harness.newId());
    });

    it('idle gives pending and detached pictures, each by its own age, longest unchanged first', async () => {
      const oldDetached = await added({ status: 'detached', updatedAt: after(20) });
      const oldPending = await added({ updatedAt: after(10) });
      await added({ status: 'attached', updatedAt: start });
      const youngPending = await added({ updatedAt: after(20) });
      const youngDetached = await added({ status: 'detached', updatedAt: after(30) });
      expect(await idle(after(20), after(30))).to.deep.equal([oldPending.id, oldDetached.id]);
      expect(await idle(after(60), after(30))).to.deep.equal([oldPending.id, ...[oldDetached.id, youngPending.id].sort()]);
      expect(await idle(start, after(60))).to.deep.equal([oldDetached.id, youngDetached.id]);
    });

    it('idle goes on behind the row last seen, equal times included', async () => {
      const ids = [];
      for (let i = 0; i < 5; i += 1) ids.push((await added({ updatedAt: after(i < 4 ? 1 : 2) })).id);
      const seen: string[] = [];
      let last: Media | undefined;
      do {
        const query = { pendingBefore: after(9), detachedBefore: after(9), limit: 2 };
        const part: Media[] = await repository.idle(last ? { ...query, after: last } : query);
        seen.push(...part.map(({ id }) => id));
        last = part.at(-1);
      } while (last);
      expect(seen).to.deep.equal([...ids.slice(0, 4).sort(), ids[4]]);
    });

    it('claim makes a pending or detached row detached and young again, for one caller', async () => {
      for (const status of ['pending', 'detached'] as const) {
        const media = await added({ status });
        const outcomes = await Promise.all(Array.from({ length: 10 }, () => repository.claim(media, after(5))));
        expect(outcomes.filter(Boolean), status).to.have.length(1);
        expect(await repository.find(media.id)).to.deep.equal({ ...media, status: 'detached', updatedAt: after(5) });
      }
    });

    it('claim fails for what was attached since, and for attached ones', async () => {
      const media = await added();
      await repository.attach(media.id, after(1));
      expect(await repository.claim(media, after(5))).to.equal(false);
      const attached = await added({ status: 'attached' });
      expect(await repository.claim(attached, after(5))).to.equal(false);
      expect((await repository.find(media.id))?.status).to.equal('attached');
    });
  });
}
