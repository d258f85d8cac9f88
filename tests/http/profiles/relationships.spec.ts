import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban, counters, PeopleApi, recorded, wrongCounters } from './people-api.js';

const unknownId = '01939f3c-ffff-7000-8000-000000000000';

describe('following and blocking', () => {
  let app: TestApp;
  let people: PeopleApi;
  let me: Person;
  let other: Person;
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    me = await createPerson(app);
    other = await createPerson(app);
  });
  afterEach(async () => {
    expect(await wrongCounters(app.knex)).to.deep.equal([]);
    await app.knex('outbox_events').del();
  });

  const codeOf = async (answer: PromiseLike<{ status: number; body: { error?: { code: string } } }>): Promise<string> => {
    const { status, body } = await answer;
    return `${status} ${body.error?.code ?? ''}`.trim();
  };

  describe('POST and PUT /users/:id/follow', () => {
    it('answer what stands between the two, count once however often repeated, and record one event', async () => {
      const first = await people.follow(me, other).expect(200);
      expect(first.body).to.deep.equal({
        success: true,
        data: { userId: other.id, isFollowing: true, isFollowedBy: false, isBlocked: false },
      });
      await people.follow(me, other).expect(200);
      await people.send('put', `/${other.id}/follow`, me).expect(200);
      expect(await counters(app.knex, me)).to.deep.equal([0, 1]);
      expect(await counters(app.knex, other)).to.deep.equal([1, 0]);
      expect(await recorded(app.knex, 'profiles.person-followed')).to.deep.equal([{ followerId: me.id, followeeId: other.id }]);
      const back = await people.follow(other, me).expect(200);
      expect(back.body.data).to.include({ isFollowing: true, isFollowedBy: true });
    });

    it('refuse oneself, however the id is spelled', async () => {
      for (const id of [me.id, me.id.toUpperCase()]) {
        expect(await codeOf(people.send('post', `/${id}/follow`, me))).to.equal('400 CANNOT_FOLLOW_SELF');
        expect(await codeOf(people.send('delete', `/${id}/follow`, me))).to.equal('400 CANNOT_FOLLOW_SELF');
      }
    });

    it('do not know the unknown, the unverified and the banned', async () => {
      const [unverified, banned] = [await createPerson(app, { verified: false }), await createPerson(app)];
      await ban(app, banned);
      for (const id of [unknownId, unverified.id, banned.id]) {
        expect(await codeOf(people.send('put', `/${id}/follow`, me))).to.equal('404 USER_NOT_FOUND');
        expect(await codeOf(people.send('delete', `/${id}/follow`, me))).to.equal('404 USER_NOT_FOUND');
      }
    });

    it('do not tell that the person blocked the caller: the same answer as for nobody, byte for byte', async () => {
      await people.block(other, me).expect(200);
      const [hidden, unknown] = [await people.follow(me, other), await people.send('post', `/${unknownId}/follow`, me)];
      const plain = ({ body }: { body: { error: object } }): object => ({ ...body.error, requestId: '' });
      expect(hidden.status).to.equal(404);
      expect(plain(hidden)).to.deep.equal(plain(unknown));
      expect(await counters(app.knex, other)).to.deep.equal([0, 0]);
    });

    it("say BLOCKED for a block of the caller's own, also when both blocked", async () => {
      await people.block(me, other).expect(200);
      expect(await codeOf(people.follow(me, other))).to.equal('403 BLOCKED');
      await people.block(other, me).expect(200);
      expect(await codeOf(people.follow(me, other))).to.equal('403 BLOCKED');
    });
  });

  describe('DELETE /users/:id/follow', () => {
    it('ends the follow, counts once however often repeated, and records one event', async () => {
      await people.follow(me, other).expect(200);
      const { body } = await people.unfollow(me, other).expect(200);
      expect(body.data).to.deep.equal({ userId: other.id, isFollowing: false, isFollowedBy: false, isBlocked: false });
      await people.unfollow(me, other).expect(200);
      expect(await counters(app.knex, other)).to.deep.equal([0, 0]);
      expect(await recorded(app.knex, 'profiles.person-unfollowed')).to.deep.equal([{ followerId: me.id, followeeId: other.id }]);
    });

    it('ends the follow of somebody who was banned meanwhile', async () => {
      await people.follow(me, other).expect(200);
      await ban(app, other);
      await people.unfollow(me, other).expect(200);
      expect(await counters(app.knex, me)).to.deep.equal([0, 0]);
    });
  });

  describe('POST and PUT /users/:id/block', () => {
    it('end the follows in both directions, with counters and events, and are idempotent', async () => {
      await people.follow(me, other).expect(200);
      await people.follow(other, me).expect(200);
      const { body } = await people.block(me, other).expect(200);
      expect(body.data).to.deep.equal({ userId: other.id, isFollowing: false, isFollowedBy: false, isBlocked: true });
      await people.send('put', `/${other.id}/block`, me).expect(200);
      expect(await counters(app.knex, me)).to.deep.equal([0, 0]);
      expect(await counters(app.knex, other)).to.deep.equal([0, 0]);
      expect(await recorded(app.knex, 'profiles.person-blocked')).to.deep.equal([{ blockerId: me.id, blockedId: other.id }]);
      expect(await recorded(app.knex, 'profiles.person-unfollowed')).to.have.deep.members([
        { followerId: me.id, followeeId: other.id },
        { followerId: other.id, followeeId: me.id },
      ]);
    });

    it('refuse oneself and do not know the unknown and the unverified', async () => {
      const unverified = await createPerson(app, { verified: false });
      expect(await codeOf(people.block(me, me))).to.equal('400 CANNOT_BLOCK_SELF');
      expect(await codeOf(people.unblock(me, me))).to.equal('400 CANNOT_BLOCK_SELF');
      for (const id of [unknownId, unverified.id]) {
        expect(await codeOf(people.send('post', `/${id}/block`, me))).to.equal('404 USER_NOT_FOUND');
        expect(await codeOf(people.send('delete', `/${id}/block`, me))).to.equal('404 USER_NOT_FOUND');
      }
    });

    it('reach the banned, and those who blocked first: a block lifted for a moment then opens nothing', async () => {
      await people.block(other, me).expect(200);
      await people.block(me, other).expect(200);
      await people.unblock(other, me).expect(200);
      await people.get(`/${me.username}`, other).expect(404);
      await ban(app, other);
      await people.unblock(me, other).expect(200);
      await people.block(me, other).expect(200);
    });
  });

  describe('DELETE /users/:id/block', () => {
    it('opens the profile again; the follows do not come back', async () => {
      await people.follow(me, other).expect(200);
      await people.follow(other, me).expect(200);
      await people.block(me, other).expect(200);
      await people.get(`/${me.username}`, other).expect(404);
      const { body } = await people.unblock(me, other).expect(200);
      expect(body.data).to.deep.equal({ userId: other.id, isFollowing: false, isFollowedBy: false, isBlocked: false });
      await people.unblock(me, other).expect(200);
      await people.get(`/${me.username}`, other).expect(200);
      expect(await counters(app.knex, other)).to.deep.equal([0, 0]);
      expect(await recorded(app.knex, 'profiles.person-unblocked')).to.have.length(1);
      await people.follow(other, me).expect(200);
    });

    it("lifts only one's own block", async () => {
      await people.block(other, me).expect(200);
      await people.unblock(me, other).expect(200);
      await people.get(`/${other.username}`, me).expect(404);
    });
  });

  it('take ids that are UUIDs in their one spelling; everything else is 400', async () => {
    const bad = ['me', 'x', '1', `{${other.id}}`, other.id.replaceAll('-', ''), other.id.replaceAll('-', ':'), `${other.id}0`];
    for (const id of [...bad, other.id.replace(/-(?=[^-]*$)/, ''), encodeURIComponent("' or 1=1 --")]) {
      for (const [method, act] of [
        ['post', 'follow'],
        ['put', 'block'],
        ['delete', 'follow'],
        ['delete', 'block'],
      ] as const) {
        expect(await codeOf(people.send(method, `/${id}/${act}`, me)), id).to.equal('400 VALIDATION_FAILED');
      }
    }
  });

  it('need a token', async () => {
    for (const method of ['post', 'put', 'delete'] as const) {
      await people.send(method, `/${other.id}/follow`).expect(401);
      await people.send(method, `/${other.id}/block`).expect(401);
    }
  });
});
