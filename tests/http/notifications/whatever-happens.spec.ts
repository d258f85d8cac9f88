import { expect } from 'chai';
import fc from 'fast-check';
import { type ToldType, toldTypes } from '../../../src/core/notifications/index.js';
import { postsEvents, postVisibilities } from '../../../src/core/posts/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban, PeopleApi } from '../profiles/people-api.js';
import { Community } from './community.js';
import { type Expected, ExpectedNotifications } from './expected-notifications.js';
import { type NotificationBody, NotificationsApi } from './notifications-api.js';

/** What makes notifications comes most often. */
const weights = {
  follow: 4,
  unfollow: 2,
  block: 1,
  unblock: 2,
  ban: 1,
  unban: 5,
  choose: 1,
  post: 3,
  changePost: 2,
  deletePost: 1,
  like: 5,
  comment: 5,
  reply: 5,
  changeComment: 3,
  deleteComment: 3,
  read: 2,
  readAll: 1,
  remove: 2,
} as const;

type Act = keyof typeof weights;

interface Step {
  readonly act: Act;
  readonly who: number;
  readonly whom: number;
  /** Chooses among posts, comments, notifications, visibilities or types. */
  readonly which: number;
}

const step = fc.record({
  act: fc.oneof(...(Object.keys(weights) as Act[]).map((act) => ({ arbitrary: fc.constant(act), weight: weights[act] }))),
  who: fc.nat({ max: 2 }),
  whom: fc.nat({ max: 2 }),
  which: fc.nat({ max: 30 }),
});

const at = <T>(list: readonly T[], which: number): T | undefined => list[which % Math.max(1, list.length)];

/** Three people do something, here and in the expectation alike. */
class Story {
  readonly expected = new ExpectedNotifications();
  readonly #people: PeopleApi;
  readonly #community: Community;
  readonly #notifications: NotificationsApi;

  constructor(
    private readonly app: TestApp,
    private readonly crowd: readonly Person[],
  ) {
    this.#people = new PeopleApi(app);
    this.#community = new Community(app);
    this.#notifications = new NotificationsApi(app);
  }

  async take({ act, who, whom, which }: Step): Promise<void> {
    const [a, b] = [this.crowd[who] as Person, this.crowd[whom] as Person];
    const { banned } = this.expected;
    if (act === 'ban' || act === 'unban') return this.#ban(a, act === 'ban');
    if (banned.has(a.id)) return;
    if (act === 'follow' || act === 'unfollow' || act === 'block' || act === 'unblock') {
      if (a !== b && !banned.has(b.id)) await this.#relate(act, a, b);
    } else if (act === 'post' || act === 'changePost' || act === 'deletePost' || act === 'like') {
      await this.#publish(act, a, b, which);
    } else if (act === 'read' || act === 'readAll' || act === 'remove' || act === 'choose') {
      await this.#handle(act, a, which);
    } else {
      await this.#discuss(act, a, b, which);
    }
  }

  /** Everybody's list and count are what they should be. */
  async check(after: string): Promise<void> {
    const signOf = ({ type, actor, target, read }: Expected): string => `${type} ${actor} ${target} ${read}`;
    const targetOf = ({ data, actor }: NotificationBody): string => data?.['commentId'] ?? data?.['postId'] ?? actor.id;
    for (const person of this.crowd.filter(({ id }) => !this.expected.banned.has(id))) {
      const list = await this.#notifications.list(person);
      const expected = this.expected.of(person.id);
      expect(list.map((one) => `${one.type} ${one.actor.id} ${targetOf(one)} ${one.isRead}`).sort(), after).to.deep.equal(
        expected.map(signOf).sort(),
      );
      expect(await this.#notifications.unread(person), after).to.equal(expected.filter(({ read }) => !read).length);
    }
  }

  async #ban(who: Person, banned: boolean): Promise<void> {
    if (banned) {
      await ban(this.app, who);
      this.expected.banned.add(who.id);
    } else {
      await this.app.knex('users').where({ id: who.id }).update({ banned_at: null });
      this.expected.banned.delete(who.id);
    }
  }

  async #relate(act: 'follow' | 'unfollow' | 'block' | 'unblock', a: Person, b: Person): Promise<void> {
    const { follows, blocks } = this.expected;
    const [there, back] = [`${a.id} ${b.id}`, `${b.id} ${a.id}`];
    const { status } = await this.#people[act](a, b);
    await this.app.settle();
    if (act === 'follow' && status === 200 && !follows.has(there)) {
      follows.add(there);
      this.expected.tell(a.id, a.id, { post: undefined, comment: undefined }, [[b.id, 'NEW_FOLLOWER']]);
    }
    if (act === 'unfollow' && status === 200) follows.delete(there);
    if (act === 'block') [there, back].forEach((tie) => follows.delete(tie));
    if (act === 'block') blocks.add(there);
    if (act === 'unblock') blocks.delete(there);
  }

  async #publish(act: 'post' | 'changePost' | 'deletePost' | 'like', a: Person, b: Person, which: number): Promise<void> {
    const { posts } = this.expected;
    const visibility = at(postVisibilities, which) ?? 'PUBLIC';
    if (act === 'post') {
      const post = { id: await this.#community.post(a, { visibility, mentions: [b] }), author: a.id, visibility, deleted: false };
      posts.push(post);
      this.expected.tell(a.id, post.id, { post, comment: undefined }, [[b.id, 'MENTION']]);
      return;
    }
    const post = at(posts, which);
    if (!post) return;
    if (act === 'like') {
      await this.#community.deliver(postsEvents.postLiked, { postId: post.id, authorId: post.author, likerId: a.id });
      this.expected.tell(a.id, post.id, { post, comment: undefined }, [[post.author, 'POST_LIKE']]);
    } else if (act === 'changePost') {
      post.visibility = visibility;
      await this.#community.changePost(post.id, { visibility, mentions: [b] });
      this.expected.tell(post.author, post.id, { post, comment: undefined }, [[b.id, 'MENTION']]);
    } else {
      post.deleted = true;
      await this.#community.deletePost(post.id);
    }
  }

  async #discuss(
    act: 'comment' | 'reply' | 'changeComment' | 'deleteComment',
    a: Person,
    b: Person,
    which: number,
  ): Promise<void> {
    const { posts, comments } = this.expected;
    const old = at(comments, which);
    if (act === 'changeComment' || act === 'deleteComment') {
      if (!old) return;
      if (act === 'changeComment') {
        await this.#community.changeComment(old.id, { mentions: [b] });
        this.expected.tell(old.author, old.id, { post: old.post, comment: old }, [[b.id, 'MENTION']]);
      } else {
        old.deleted = true;
        await this.#community.deleteComment(old.id);
      }
      return;
    }
    const parent = act === 'reply' ? old : undefined;
    const post = parent?.post ?? at(posts, which);
    if (!post) return;
    const mentions = which % 2 === 0 ? [b] : [];
    const id = await this.#community.comment(a, post.id, { mentions, ...(parent ? { to: parent.id } : {}) });
    const comment = { id, author: a.id, post, deleted: false };
    comments.push(comment);
    this.expected.tell(a.id, id, { post, comment }, [
      ...(parent ? [[parent.author, 'COMMENT_REPLY'] as const] : []),
      ...mentions.map((person) => [person.id, 'MENTION'] as const),
      [post.author, 'POST_COMMENT'],
    ]);
  }

  async #handle(act: 'read' | 'readAll' | 'remove' | 'choose', a: Person, which: number): Promise<void> {
    if (act === 'choose') {
      const type = at(toldTypes, which) as ToldType;
      const key = `${a.id} ${type}`;
      const wanted = this.expected.off.delete(key);
      if (!wanted) this.expected.off.add(key);
      await this.#notifications.choose(a, { [type]: wanted }).expect(200);
      return;
    }
    if (act === 'readAll') {
      await this.#notifications.readAll(a).expect(200);
      for (const one of this.expected.told) if (one.recipient === a.id && !one.dismissed) one.read = true;
      return;
    }
    const chosen = at(await this.#notifications.list(a), which);
    if (!chosen) return;
    await this.#notifications[act](a, chosen.id).expect(200);
    const target = chosen.data?.['commentId'] ?? chosen.data?.['postId'] ?? chosen.actor.id;
    const one = this.expected
      .of(a.id)
      .find((candidate) => candidate.type === chosen.type && candidate.actor === chosen.actor.id && candidate.target === target);
    if (!one) throw new Error('a notification that nobody expects');
    if (act === 'read') one.read = true;
    else one.dismissed = true;
  }
}

describe('whatever happens', function () {
  this.timeout(120_000);
  let app: TestApp;
  before(async () => {
    app = await buildTestApp();
  });
  after(() => app.close());

  it('everybody sees what he should, and as many are unread as the list says', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 50 }), async (steps) => {
        const crowd = await Promise.all(Array.from({ length: 3 }, () => createPerson(app)));
        const story = new Story(app, crowd);
        for (const who of crowd.keys()) await story.take({ act: 'post', who, whom: who, which: 0 });
        for (const [index, next] of steps.entries()) {
          await story.take(next);
          await story.check(`after step ${index}: ${JSON.stringify(next)}`);
        }
        seen += story.expected.told.length;
      }),
      { numRuns: 4, seed: 20261125, endOnFailure: true },
    );
    expect(seen, 'stories in which something is told').to.be.greaterThan(20);
  });
});
