import { expect } from 'chai';
import type { ContentQuery, PeopleQuery, StaffReader } from '../../src/core/administration/index.js';
import type { PageRequest, Role } from '../../src/core/kernel/index.js';
import type { PostVisibility } from '../../src/core/posts/index.js';
import type { CommentsWorld } from './comments-world.js';

export interface StaffReaderHarness extends CommentsWorld {
  make(): StaffReader;
  setRole(id: string, role: Role): Promise<void>;
  setLastLogin(id: string, at: Date): Promise<void>;
  /** The account is gone, as PersonRegister.erase leaves it. */
  erase(id: string): Promise<void>;
  /** A post of these words, found by them. */
  writtenPost(authorId: string, content: string, visibility?: PostVisibility): Promise<string>;
  deletePost(id: string): Promise<void>;
  /** A comment of these words, found by them. */
  writtenComment(postId: string, authorId: string, content: string): Promise<string>;
}

/** What every StaffReader promises (src/core/administration/ports/staff-reader.ts). */
export function staffReaderContract(harness: StaffReaderHarness): void {
  describe('StaffReader contract', () => {
    let reader: StaffReader;
    let round = 0;
    let mark: string;
    before(() => {
      reader = harness.make();
    });
    beforeEach(() => {
      round += 1;
      mark = `mark${round}z`;
    });
    const page: PageRequest = { page: 1, limit: 50 };
    const at = (ms: number): Date => new Date(harness.now().getTime() + ms);
    const asked = { search: '', sortBy: 'createdAt', sortOrder: 'desc' } as const;
    const people = async (query: Partial<PeopleQuery> = {}, part = page): Promise<string[]> =>
      (await reader.people({ ...asked, search: mark, ...query }, part)).items.map(({ id }) => id);

    it('shows a person with all that staff may know, banned and unverified ones too, but nobody who is gone', async () => {
      const id = await harness.person({ username: `${mark}_nino`, bannedUntil: at(1_000) });
      const seen = await reader.person(id);
      expect(seen).to.deep.include({ id, email: `${id}@example.ge`, phone: '+995599000000', role: 'USER', isVerified: true });
      expect(seen?.ban).to.deep.include({ at: harness.now(), until: at(1_000) });
      expect(seen?.lastLoginAt).to.equal(null);
      expect((await reader.person(await harness.person({ bannedUntil: harness.now() })))?.ban).to.equal(null);
      expect((await reader.person(await harness.person({ bannedUntil: null })))?.ban).to.deep.include({ until: null });
      const unverified = await harness.person({ verified: false, username: `${mark}_new` });
      expect(await people()).to.have.members([id, unverified]);
      await harness.erase(id);
      expect(await reader.person(id)).to.equal(undefined);
      expect(await reader.person(harness.unknownId())).to.equal(undefined);
      expect(await people()).to.deep.equal([unverified]);
    });

    it('lists people in every order, with the id as the last word, and a page at a time', async () => {
      const make = (name: string, ms: number): Promise<string> =>
        harness.person({ username: `${mark}_${name}`, createdAt: at(ms) });
      const [b, c, a] = [await make('b', 1), await make('C', 2), await make('a', 2)];
      await harness.setLastLogin(b, at(5));
      await harness.setLastLogin(a, at(4));
      expect(await people()).to.deep.equal([a, c, b]);
      expect(await people({ sortOrder: 'asc' })).to.deep.equal([b, c, a]);
      expect(await people({ sortBy: 'username', sortOrder: 'asc' })).to.deep.equal([a, b, c]);
      expect(await people({ sortBy: 'lastLoginAt' })).to.deep.equal([b, a, c]);
      expect(await people({ sortBy: 'lastLoginAt', sortOrder: 'asc' })).to.deep.equal([c, a, b]);
      expect(await people({}, { page: 2, limit: 2 })).to.deep.equal([b]);
      const last = await reader.people({ ...asked, search: mark }, { page: 3, limit: 2 });
      expect(last).to.deep.equal({ items: [], total: 3 });
    });

    it('finds people by role, ban, name and whole address', async () => {
      const [one, two] = [
        await harness.person({ username: `${mark}_1`, fullName: 'ნინო' }),
        await harness.person({ username: `${mark}_2` }),
      ];
      const banned = await harness.person({ username: `${mark}_3`, bannedUntil: null });
      const over = await harness.person({ username: `${mark}_4`, bannedUntil: harness.now() });
      await harness.setRole(one, 'MODERATOR');
      expect(await people({ role: 'MODERATOR' })).to.deep.equal([one]);
      expect(await people({ isBanned: true })).to.deep.equal([banned]);
      expect(await people({ isBanned: false })).to.have.members([one, two, over]);
      expect(await people({ search: `${two}@example.ge` })).to.deep.equal([two]);
      expect(await people({ search: `${mark}_4` })).to.deep.equal([over]);
      expect((await people({ search: 'nino' })).includes(one)).to.equal(true);
    });

    it('lists live posts of everybody, whoever may see them, by words and author', async () => {
      const [author, viewer] = [await harness.person({ bannedUntil: null }), await harness.person()];
      const ids = [
        await harness.writtenPost(author, `ვყიდი მოტოს ${mark}`, 'PRIVATE'),
        await harness.writtenPost(author, 'something else'),
        await harness.writtenPost(await harness.person(), 'of another'),
      ];
      const posts = async (query: Partial<ContentQuery>): Promise<string[]> =>
        (await reader.posts({ ...asked, ...query }, viewer, page)).items.map(({ id }) => id);
      expect(await posts({ userId: author })).to.deep.equal([ids[1], ids[0]]);
      expect(await posts({ userId: author, sortBy: 'updatedAt', sortOrder: 'asc' })).to.deep.equal([ids[0], ids[1]]);
      expect(await posts({ search: `moto ${mark}` })).to.deep.equal([ids[0]]);
      expect((await posts({})).slice(0, 3)).to.have.members(ids);
      await harness.deletePost(ids[1] ?? '');
      expect(await posts({ userId: author })).to.deep.equal([ids[0]]);
    });

    it('lists all comments with their posts, deleted ones without text, by words and author', async () => {
      const [author, viewer] = [await harness.person(), await harness.person()];
      const post = await harness.writtenPost(await harness.person(), 'a ride', 'PRIVATE');
      const live = await harness.writtenComment(post, author, `სიტყვა ${mark}`);
      const deleted = await harness.comment(post, author, { content: 'gone', deleted: true });
      const list = async (query: Partial<ContentQuery>) => (await reader.comments({ ...asked, ...query }, viewer, page)).items;
      const ofAuthor = await list({ userId: author });
      expect(ofAuthor.map(({ comment }) => [comment.id, comment.isDeleted, comment.content])).to.deep.equal([
        [deleted, true, ''],
        [live, false, `სიტყვა ${mark}`],
      ]);
      expect(ofAuthor[0]?.post).to.deep.equal({ id: post, content: 'a ride' });
      expect((await list({ search: mark })).map(({ comment }) => comment.id)).to.deep.equal([live]);
      expect(await list({ search: mark, userId: viewer })).to.deep.equal([]);
    });

    it('counts who and what is there, since the moments asked for', async () => {
      const now = at(0);
      const figures = () => reader.dashboard(now, at(-1_000), at(-5_000));
      const before = await figures();
      const author = await harness.person({ createdAt: at(-1_000) });
      await harness.person({ createdAt: at(-5_000) });
      await harness.person({ createdAt: at(-5_001), bannedUntil: at(1) });
      await harness.person({ createdAt: at(-5_001), bannedUntil: now });
      await harness.erase(await harness.person());
      const post = await harness.writtenPost(author, 'x');
      await harness.deletePost(await harness.writtenPost(author, 'y'));
      await harness.writtenComment(post, author, 'x');
      await harness.comment(post, author, { deleted: true });
      expect(await figures()).to.deep.equal({
        users: {
          total: before.users.total + 4,
          newToday: before.users.newToday + 1,
          newThisWeek: before.users.newThisWeek + 2,
          banned: before.users.banned + 1,
        },
        posts: { total: before.posts.total + 1, newToday: before.posts.newToday + 1 },
        comments: { total: before.comments.total + 1 },
      });
    });
  });
}
