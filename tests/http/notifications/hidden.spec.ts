import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban, PeopleApi } from '../profiles/people-api.js';
import { Community } from './community.js';
import { NotificationsApi } from './notifications-api.js';

describe('notifications that are hidden', () => {
  let app: TestApp;
  let people: PeopleApi;
  let community: Community;
  let notifications: NotificationsApi;
  let gia: Person;
  let nino: Person;
  let postId: string;
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    community = new Community(app);
    notifications = new NotificationsApi(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    [gia, nino] = [await createPerson(app), await createPerson(app)];
    postId = await community.post(gia);
  });

  /** What the list holds; fails unless total and unread count say the same. */
  const seen = async (who = gia): Promise<string[]> => {
    const { body } = await notifications.send('get', '?limit=100', who).expect(200);
    const items = body.data as { type: string; isRead: boolean }[];
    expect(body.meta.total).to.equal(items.length);
    expect(await notifications.unread(who)).to.equal(items.filter(({ isRead }) => !isRead).length);
    return items.map(({ type }) => type);
  };
  const unban = ({ id }: Person): Promise<unknown> =>
    app.knex('users').where({ id }).update({ banned_at: null, banned_until: null, ban_reason: null });

  for (const [who, blocker, blocked] of [
    ['the reader', () => gia, () => nino],
    ['the other', () => nino, () => gia],
  ] as const) {
    it(`by a block of ${who}: gone at once, back when it is lifted; what happens meanwhile is not told, nor later`, async () => {
      const commentId = await community.comment(nino, postId);
      await people.follow(nino, gia).expect(200);
      await app.settle();
      expect(await seen()).to.have.members(['POST_COMMENT', 'NEW_FOLLOWER']);
      await people.block(blocker(), blocked()).expect(200);
      expect(await seen()).to.deep.equal([]);
      await community.like(nino, postId);
      await community.deleteComment(commentId);
      expect(await seen()).to.deep.equal([]);
      await people.unblock(blocker(), blocked()).expect(200);
      expect(await seen(), 'what was deleted meanwhile stays away').to.deep.equal(['NEW_FOLLOWER']);
    });
  }

  it('while the one who did it is banned; what he did meanwhile is not told', async () => {
    await community.like(nino, postId);
    expect(await seen()).to.deep.equal(['POST_LIKE']);
    await ban(app, nino);
    expect(await seen()).to.deep.equal([]);
    await community.comment(nino, postId);
    await unban(nino);
    expect(await seen()).to.deep.equal(['POST_LIKE']);
  });

  it('from people who are not verified', async () => {
    await community.like(await createPerson(app, { verified: false }), postId);
    expect(await seen()).to.deep.equal([]);
    await community.like(nino, postId);
    expect(await seen()).to.deep.equal(['POST_LIKE']);
  });

  it('with their comment or their post, when it is deleted', async () => {
    const first = await community.comment(nino, postId);
    await community.comment(nino, postId);
    await community.like(nino, postId);
    expect(await seen()).to.have.members(['POST_COMMENT', 'POST_COMMENT', 'POST_LIKE']);
    await community.deleteComment(first);
    expect(await seen()).to.have.members(['POST_COMMENT', 'POST_LIKE']);
    await community.deletePost(postId);
    expect(await seen()).to.deep.equal([]);
  });

  it('and never told: a mention in a post that one does not get to see, until one is named where one sees it', async () => {
    const hidden = await community.post(nino, { visibility: 'PRIVATE', mentions: [gia] });
    const followers = await community.post(nino, { visibility: 'FOLLOWERS', mentions: [gia] });
    await community.comment(nino, hidden, { mentions: [gia] });
    expect(await seen()).to.deep.equal([]);
    await people.follow(gia, nino).expect(200);
    expect(await seen(), 'it was not told when it happened').to.deep.equal([]);
    await community.changePost(followers, { mentions: [gia] });
    expect(await seen()).to.deep.equal(['MENTION']);
    await community.changePost(hidden, { visibility: 'PUBLIC', mentions: [gia] });
    expect(await seen()).to.deep.equal(['MENTION', 'MENTION']);
  });

  it('with the words of a post that became private; its author goes on seeing what concerns it', async () => {
    const mention = await community.post(nino, { content: 'for everybody', mentions: [gia] });
    await community.like(gia, mention);
    expect(await seen()).to.deep.equal(['MENTION']);
    await community.changePost(mention, { content: 'a secret', visibility: 'PRIVATE', mentions: [gia] });
    expect(await seen()).to.deep.equal([]);
    expect(await seen(nino)).to.deep.equal(['POST_LIKE']);
  });

  it('when the author of the post stands in a block with the reader, though somebody else named him there', async () => {
    const ana = await createPerson(app);
    await community.comment(ana, await community.post(nino), { mentions: [gia] });
    expect(await seen()).to.deep.equal(['MENTION']);
    await people.block(nino, gia).expect(200);
    expect(await seen()).to.deep.equal([]);
  });
});
