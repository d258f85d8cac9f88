import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { LetGoOfPictures } from '../../../src/core/administration/index.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { AdminApi } from '../administration/admin-api.js';
import { CommentsApi, expectExactCounters } from '../comments/comments-api.js';
import { mediaDirectory, storedKeys } from '../media/stored-files.js';
import { PostsApi } from '../posts/posts-api.js';
import { recorded } from '../profiles/people-api.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { createPerson, type Person } from '../../support/people.js';
import { fourCorners, jpegOf } from '../../support/pictures.js';
import { wrongCounts } from '../posts/recount.js';
import { type ReportBody, ReportsApi } from './reports-api.js';

const dayMs = 86_400_000;

describe('reports', function () {
  this.timeout(60_000);
  const clock = new FakeClock('2026-03-02T10:00:00.000Z');
  let app: TestApp;
  let api: ReportsApi;
  let admin: AdminApi;
  let posts: PostsApi;
  let comments: CommentsApi;
  let moderator: Person;
  let nino: Person;
  let gio: Person;
  let eka: Person;
  before(async () => {
    app = await buildTestApp((container) => void container.rebind(Clock).toConstantValue(clock));
    [api, admin, posts, comments] = [new ReportsApi(app), new AdminApi(app), new PostsApi(app), new CommentsApi(app)];
  });
  beforeEach(async () => {
    clock.advance(1_000);
    moderator = await createPerson(app, { role: 'MODERATOR' });
    [nino, gio, eka] = [await createPerson(app), await createPerson(app), await createPerson(app)];
  });
  after(() => app.close());

  describe('by members', () => {
    it('of a post, a comment and a person arrive, each once until it is decided', async () => {
      const post = await posts.write(nino, 'buy now');
      const comment = await comments.add(post.id, nino, 'buy here');
      const targets = {
        [`posts/${post.id}`]: 'POST',
        [`posts/comments/${comment.id}`]: 'COMMENT',
        [`users/${nino.id}`]: 'PERSON',
      };
      for (const [path, kind] of Object.entries(targets)) {
        const { body } = await api.report(gio, path, { category: 'SPAM', note: 'again and again' }).expect(201);
        const targetId = path.replace(/.*\//, '');
        expect(body.data).to.deep.include({ kind, targetId, category: 'SPAM', createdAt: clock.now().toISOString() });
        expect((await api.report(gio, path, { category: 'HATE' }).expect(409)).body.error.code).to.equal('ALREADY_REPORTED');
        await api.report(eka, path, { category: 'HATE' }).expect(201);
        const told = { reportId: body.data.id, reporterId: gio.id, kind, targetId, category: 'SPAM' };
        expect(await recorded(app.knex, 'reports.report-made')).to.deep.include(told);
        const [last] = await api.list(moderator, 'status=OPEN');
        expect(last).to.deep.include({ kind, category: 'HATE', note: null, status: 'OPEN', reportsCount: 2, decidedBy: null });
      }
    });

    it('of one thing many times at once is one', async () => {
      const { id } = await posts.write(nino, 'buy now');
      const calls = Array.from({ length: 8 }, () => api.report(gio, `posts/${id}`));
      const statuses = (await Promise.all(calls)).map(({ status }) => status).sort();
      expect(statuses).to.deep.equal([201, ...Array.from({ length: 7 }, () => 409)]);
    });

    it("of one's own things are refused", async () => {
      const post = await posts.write(nino, 'mine');
      const comment = await comments.add(post.id, nino);
      for (const path of [`posts/${post.id}`, `posts/comments/${comment.id}`, `users/${nino.id}`]) {
        expect((await api.report(nino, path).expect(400)).body.error.code).to.equal('CANNOT_REPORT_OWN');
      }
    });

    it('of what the member does not get to see are 404, as if there were no such thing', async () => {
      const hidden = await posts.write(nino, 'for me', { visibility: 'PRIVATE' });
      const open = await posts.write(nino, 'open');
      const comment = await comments.add(open.id, nino);
      const below = await comments.add(hidden.id, nino);
      await posts.block(nino, gio).expect(200);
      for (const [path, code] of [
        [`posts/${hidden.id}`, 'POST_NOT_FOUND'],
        [`posts/${open.id}`, 'POST_NOT_FOUND'],
        [`posts/comments/${comment.id}`, 'COMMENT_NOT_FOUND'],
        [`posts/comments/${below.id}`, 'COMMENT_NOT_FOUND'],
        [`users/${nino.id}`, 'USER_NOT_FOUND'],
        [`users/${hidden.id}`, 'USER_NOT_FOUND'],
      ] as const) {
        expect((await api.report(gio, path).expect(404)).body.error.code, path).to.equal(code);
      }
      await comments.add(open.id, eka, 'stays', comment.id);
      await comments.remove(comment.id, nino).expect(200);
      await api.report(eka, `posts/comments/${comment.id}`).expect(404);
    });

    it('need a category that there is, and a note of at most 1000 signs', async () => {
      const { id } = await posts.write(nino, 'x');
      for (const [body, field] of [
        [{}, 'category'],
        [{ category: 'BORING' }, 'category'],
        [{ category: 'SPAM', note: 'x'.repeat(1001) }, 'note'],
      ] as const) {
        const { body: answer } = await api.report(gio, `posts/${id}`, body).expect(400);
        expect(Object.keys(answer.error.details)).to.deep.equal([field]);
      }
    });
  });

  describe('the queue', () => {
    it('shows who reported what of whom, newest first, by status and kind, and turns pages by cursor', async () => {
      await app.knex('reports').del();
      const made: string[] = [];
      for (const text of ['one', 'two', 'three']) {
        clock.advance(1_000);
        const { id } = await posts.write(nino, text);
        made.unshift(
          (await api.report(gio, `posts/${id}`, { category: 'FRAUD', note: 'stolen' }).expect(201)).body.data.id as string,
        );
      }
      clock.advance(1_000);
      const person = (await api.report(gio, `users/${nino.id}`).expect(201)).body.data.id as string;
      const ids = async (query: string): Promise<string[]> => (await api.list(moderator, query)).map(({ id }) => id);
      expect(await ids('')).to.deep.equal([person, ...made]);
      expect(await ids('kind=POST')).to.deep.equal(made);
      expect(await ids('kind=PERSON&status=OPEN')).to.deep.equal([person]);
      const [first] = await api.list(moderator, 'kind=POST');
      expect(first?.target).to.deep.include({ content: 'three', postId: null, isRemoved: false });
      expect(first?.target.author).to.deep.include({ id: nino.id, username: nino.username });
      expect(first?.reporter).to.deep.include({ id: gio.id, username: gio.username });
      expect(first).to.deep.include({ category: 'FRAUD', note: 'stolen', reportsCount: 1, decidedAt: null });
      await api.decide(moderator, made[0] ?? '', 'DISMISS').expect(200);
      expect(await ids('status=OPEN')).to.deep.equal([person, ...made.slice(1)]);
      expect(await ids('status=DISMISSED')).to.deep.equal(made.slice(0, 1));
      const page = await admin.get('/reports?limit=3', moderator).expect(200);
      expect(page.body.meta).to.deep.include({ total: 4, totalPages: 2 });
      expect(await ids(`limit=3&cursor=${page.body.meta.nextCursor as string}`)).to.deep.equal(made.slice(2));
    });
  });

  describe('a decision', () => {
    const reported = async (path: string): Promise<string[]> => {
      const ids: string[] = [];
      for (const who of [gio, eka]) ids.push((await api.report(who, path).expect(201)).body.data.id as string);
      return ids;
    };
    const status = async (id: string): Promise<ReportBody | undefined> =>
      (await api.list(moderator, 'limit=100')).find((report) => report.id === id);

    it('to dismiss ends every report on the target and leaves it alone; a new report can be made, and it can be undone', async () => {
      const { id } = await posts.write(nino, 'fine');
      const [first, second] = (await reported(`posts/${id}`)) as [string, string];
      const { body } = await api.decide(moderator, first, 'DISMISS', 'is fine').expect(200);
      expect(body.data).to.deep.include({ id: first, status: 'DISMISSED', decidedAt: clock.now().toISOString() });
      expect(body.data.decidedBy.id).to.equal(moderator.id);
      expect((await status(second))?.status).to.equal('DISMISSED');
      await posts.read(id, gio);
      for (const report of [first, second]) {
        expect((await api.decide(moderator, report, 'REMOVE').expect(409)).body.error.code).to.equal('REPORT_DECIDED');
      }
      const told = { actorId: moderator.id, subject: { type: 'post', id }, reason: 'is fine', action: 'DISMISS' };
      const events = await recorded(app.knex, 'administration.reports-decided');
      expect(events.at(-1)).to.deep.include(told);
      const again = (await api.report(gio, `posts/${id}`).expect(201)).body.data.id as string;
      await api.undo(moderator, second).expect(200);
      // The first one stays decided: its reporter has a newer one that is open.
      expect([await status(first), await status(second), await status(again)].map((one) => one?.status)).to.deep.equal([
        ...['DISMISSED', 'OPEN', 'OPEN'],
      ]);
      expect((await recorded(app.knex, 'administration.decision-undone')).at(-1)).to.deep.include({
        actorId: moderator.id,
        subject: { type: 'post', id },
        decisionId: events.at(-1)?.['decisionId'],
      });
      expect((await api.undo(moderator, second).expect(409)).body.error.code).to.equal('REPORT_OPEN');
    });

    it('to remove a post with pictures takes it from everywhere, and undone brings all of it back', async () => {
      const post = await posts.writeWith(nino, `see #undone @${eka.username}`, [await jpegOf(fourCorners(64, 48))]);
      await posts.send('put', `/${post.id}/like`, eka).expect(200);
      const comment = await comments.add(post.id, eka, 'stays');
      const before = await posts.read(post.id, gio);
      const profile = async (): Promise<number> =>
        (await app.http.get(`/api/v1/users/${nino.id}`).set('authorization', gio.authorization).expect(200)).body.data.postsCount;
      const [first = ''] = await reported(`posts/${post.id}`);
      expect(await profile()).to.equal(1);
      const { body } = await api.decide(moderator, first, 'REMOVE', 'spam').expect(200);
      expect(body.data).to.deep.include({ status: 'REMOVED' });
      expect((await recorded(app.knex, 'administration.post-removed')).at(-1)).to.deep.include({
        actorId: moderator.id,
        subject: { type: 'post', id: post.id },
        reason: 'spam',
        authorId: nino.id,
      });
      expect(body.data.target).to.deep.include({ isRemoved: true, content: before.content });
      await app.settle();
      await posts.get(`/${post.id}`, gio).expect(404);
      await posts.get(`/${post.id}`, nino).expect(404);
      expect(await posts.ids('/hashtag/undone', gio)).to.deep.equal([]);
      expect(await profile()).to.equal(0);

      await api.undo(moderator, first).expect(200);
      expect(await posts.read(post.id, gio)).to.deep.equal(before);
      expect(await posts.ids('/hashtag/undone', gio)).to.deep.equal([post.id]);
      expect(await posts.ids('/search?q=undone', gio)).to.deep.equal([post.id]);
      expect((await comments.one(comment.id, gio)).content).to.equal('stays');
      expect(await profile()).to.equal(1);
      await eventually('guests see it', async () => (await posts.get(`/${post.id}`)).status === 200);
      expect((await status(first))?.status).to.equal('OPEN');
      expect(await wrongCounts(app)).to.deep.equal([]);
    });

    it('takes plain reposts along, and undone brings them back, but for that of somebody who has reposted it anew', async () => {
      const post = await posts.write(nino, 'passed on');
      const [ofEka, ofGio] = [await posts.repost(eka, post.id), await posts.repost(gio, post.id)];
      const [first = ''] = await reported(`posts/${post.id}`);
      await api.decide(moderator, first, 'REMOVE').expect(200);
      await app.settle();
      const live = async (): Promise<string[]> =>
        app.knex('posts').whereNull('deleted_at').whereIn('id', [ofEka.id, ofGio.id]).pluck<string[]>('id');
      expect(await live()).to.deep.equal([]);
      await api.undo(moderator, first).expect(200);
      const anew = await posts.repost(gio, post.id);
      await app.settle();
      expect(await live()).to.deep.equal([ofEka.id]);
      expect(await posts.ids(`/user/${eka.id}`, gio)).to.include(ofEka.id);
      expect(await posts.ids(`/user/${gio.id}`, eka)).to.include(anew.id);
      expect((await posts.read(post.id, gio)).repostCount).to.equal(2);
    });

    it('undone while plain reposts go brings back every one', async () => {
      const people = await Promise.all(Array.from({ length: 8 }, () => createPerson(app)));
      for (const later of [0, 10, 30]) {
        const post = await posts.write(nino, 'passed on by many');
        for (const person of people) await posts.repost(person, post.id);
        const [first = ''] = await reported(`posts/${post.id}`);
        await api.decide(moderator, first, 'REMOVE').expect(200);
        const settled = app.settle();
        await delay(later);
        await api.undo(moderator, first).expect(200);
        await settled;
        await app.settle();
        expect((await posts.read(post.id, gio)).repostCount).to.equal(people.length);
      }
    });

    it('undone at once leaves plain reposts where they are', async () => {
      const post = await posts.write(nino, 'passed on');
      const { id } = await posts.repost(eka, post.id);
      const [first = ''] = await reported(`posts/${post.id}`);
      await api.decide(moderator, first, 'REMOVE').expect(200);
      await api.undo(moderator, first).expect(200);
      await app.settle();
      await posts.read(id, gio);
      expect((await posts.read(post.id, gio)).repostCount).to.equal(1);
    });

    it('cannot be undone once the pictures are gone, a week later', async () => {
      const post = await posts.writeWith(nino, 'see', [await jpegOf(fourCorners(64, 48))]);
      const [first = ''] = await reported(`posts/${post.id}`);
      const keys = storedKeys(mediaDirectory(app)).length;
      await api.decide(moderator, first, 'REMOVE').expect(200);
      await app.container.get(LetGoOfPictures).run();
      await app.settle();
      expect(storedKeys(mediaDirectory(app))).to.have.length(keys);
      clock.advance(7 * dayMs + 1);
      moderator = await createPerson(app, { role: 'MODERATOR' });
      await app.container.get(LetGoOfPictures).run();
      await app.settle();
      expect(storedKeys(mediaDirectory(app)).length).to.be.lessThan(keys);
      expect((await api.undo(moderator, first).expect(409)).body.error.code).to.equal('NOT_RESTORABLE');
      expect((await status(first))?.status).to.equal('REMOVED');
      expect(await wrongCounts(app)).to.deep.equal([]);
    });

    it('to remove a comment leaves an empty place, and undone brings it back with every counter', async () => {
      const post = await posts.write(nino, 'a ride');
      const root = await comments.add(post.id, nino, 'rude');
      await comments.add(post.id, eka, 'answer', root.id);
      await comments.like('put', root.id, eka).expect(200);
      const before = await comments.one(root.id, gio);
      const [first = ''] = await reported(`posts/comments/${root.id}`);
      const { body } = await api.decide(moderator, first, 'REMOVE').expect(200);
      expect(body.data.target).to.deep.include({ isRemoved: true, content: 'rude', postId: post.id });
      expect(await comments.one(root.id, gio)).to.deep.include({ content: '', isDeleted: true, deletedBy: 'MODERATOR' });
      await expectExactCounters(app.knex);
      await api.undo(moderator, first).expect(200);
      expect(await comments.one(root.id, gio)).to.deep.equal(before);
      expect((await posts.read(post.id, gio)).commentCount).to.equal(2);
      await expectExactCounters(app.knex);
    });

    it('does not bring back what somebody else took away, nor what an account left that is gone', async () => {
      const [own, orphan] = [await posts.write(nino, 'mine'), await posts.write(eka, 'orphan')];
      const report = async (id: string): Promise<string> =>
        (await api.report(gio, `posts/${id}`).expect(201)).body.data.id as string;
      const [onOwn, onOrphan] = [await report(own.id), await report(orphan.id)];
      await posts.send('delete', `/${own.id}`, nino).expect(200);
      await api.decide(moderator, onOwn, 'REMOVE').expect(200);
      expect((await status(onOwn))?.target.content).to.equal('');
      await api.decide(moderator, onOrphan, 'REMOVE').expect(200);
      await admin.remove(await createPerson(app, { role: 'ADMIN' }), eka).expect(200);
      await app.settle();
      for (const id of [onOwn, onOrphan]) {
        expect((await api.undo(moderator, id).expect(409)).body.error.code).to.equal('NOT_RESTORABLE');
        expect((await status(id))?.status).to.equal('REMOVED');
      }
      for (const { id } of [own, orphan]) await posts.get(`/${id}`, gio).expect(404);
    });

    it('on a person is to dismiss; people are banned by a ban', async () => {
      const [first = ''] = await reported(`users/${nino.id}`);
      const { body } = await api.decide(moderator, first, 'REMOVE').expect(400);
      expect(Object.keys(body.error.details)).to.deep.equal(['action']);
      expect((await status(first))?.status).to.equal('OPEN');
      await api.decide(moderator, first, 'DISMISS').expect(200);
      await api.undo(moderator, first).expect(200);
      expect((await status(first))?.status).to.equal('OPEN');
    });

    it('of two at once is one', async () => {
      const { id } = await posts.write(nino, 'buy');
      const [first = '', second = ''] = await reported(`posts/${id}`);
      const other = await createPerson(app, { role: 'MODERATOR' });
      const outcomes = await Promise.all([api.decide(moderator, first, 'REMOVE'), api.decide(other, second, 'DISMISS')]);
      expect(outcomes.map((answer) => answer.status).sort()).to.deep.equal([200, 409]);
      const [one, two] = [await status(first), await status(second)];
      expect(one?.status).to.equal(two?.status);
      expect((await posts.get(`/${id}`, gio)).status).to.equal(one?.status === 'REMOVED' ? 404 : 200);
      await api.decide(moderator, moderator.id, 'DISMISS').expect(404);
      await api.undo(moderator, moderator.id).expect(404);
    });
  });
});
