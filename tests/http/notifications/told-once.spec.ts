import { expect } from 'chai';
import { buildOutboxDispatcher } from '../../../src/composition/background-work.js';
import { features } from '../../../src/composition/container.js';
import { type DomainEvent, EventOutbox } from '../../../src/core/kernel/index.js';
import { TellOfComment, TellOfFollow, TellOfLike } from '../../../src/core/notifications/index.js';
import { postsEvents } from '../../../src/core/posts/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PeopleApi } from '../profiles/people-api.js';
import { Community } from './community.js';
import { NotificationsApi } from './notifications-api.js';

const many = 20;

describe('a notification', () => {
  let app: TestApp;
  let people: PeopleApi;
  let community: Community;
  let notifications: NotificationsApi;
  let gia: Person;
  let nino: Person;
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    community = new Community(app);
    notifications = new NotificationsApi(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    [gia, nino] = [await createPerson(app), await createPerson(app)];
  });

  it('is told once: like, unlike, like; follow, unfollow, follow', async () => {
    const postId = await community.post(gia);
    for (let i = 0; i < 3; i += 1) {
      await community.like(nino, postId);
      await community.unlike(nino, postId);
      await people.follow(nino, gia).expect(200);
      await people.unfollow(nino, gia).expect(200);
      await app.settle();
    }
    expect(await notifications.types(gia)).to.have.members(['POST_LIKE', 'NEW_FOLLOWER']);
    expect(await notifications.unread(gia)).to.equal(2);
  });

  it('is told once to each whom a text names, however often it is changed; those named later are told then', async () => {
    const ana = await createPerson(app);
    const postId = await community.post(nino, { mentions: [gia] });
    await community.changePost(postId, { mentions: [gia, ana] });
    await community.changePost(postId, { mentions: [ana] });
    await community.changePost(postId, { mentions: [ana, gia] });
    for (const who of [gia, ana]) expect(await notifications.types(who)).to.deep.equal(['MENTION']);
    const commentId = await community.comment(nino, postId, { mentions: [gia] });
    await community.changeComment(commentId, { mentions: [gia, ana] });
    await community.changeComment(commentId, { mentions: [gia, ana] });
    for (const who of [gia, ana]) expect(await notifications.types(who)).to.deep.equal(['MENTION', 'MENTION']);
  });

  it('of a comment is not told again as a mention when the comment is changed', async () => {
    const postId = await community.post(gia);
    const commentId = await community.comment(nino, postId);
    await community.changeComment(commentId, { mentions: [gia] });
    expect(await notifications.types(gia)).to.deep.equal(['POST_COMMENT']);
  });

  it('is never told again once it was deleted', async () => {
    const postId = await community.post(gia);
    await community.like(nino, postId);
    await notifications.remove(gia, (await notifications.only(gia)).id).expect(200);
    await community.unlike(nino, postId);
    await community.like(nino, postId);
    const mention = await community.comment(nino, postId, { mentions: [gia] });
    await notifications.remove(gia, (await notifications.only(gia)).id).expect(200);
    await community.changeComment(mention, { mentions: [gia] });
    expect(await notifications.list(gia)).to.deep.equal([]);
    expect(await notifications.unread(gia)).to.equal(0);
  });

  it(`is told once when its event is recorded ${many} times and delivered by four processes at the same time`, async () => {
    const postId = await community.post(gia);
    const crowd = await Promise.all(Array.from({ length: 4 }, () => createPerson(app)));
    const mentionedIds = crowd.map(({ id }) => id);
    const outbox = app.container.get(EventOutbox);
    const commentId = await community.comment(nino, postId);
    for (let i = 0; i < many; i += 1) {
      await outbox.record(postsEvents.postLiked, { postId, authorId: gia.id, likerId: nino.id });
      await outbox.record(postsEvents.commentChanged, {
        commentId,
        postId,
        authorId: nino.id,
        mentionedIds: i % 2 === 0 ? mentionedIds : [...mentionedIds].reverse(),
      });
    }
    const dispatchers = Array.from({ length: 4 }, () => buildOutboxDispatcher(app.container, features));
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.drain()));
    expect(await app.knex('outbox_events').select('name', 'last_error')).to.deep.equal([]);
    expect(await notifications.types(gia)).to.have.members(['POST_LIKE', 'POST_COMMENT']);
    for (const who of crowd) expect(await notifications.types(who)).to.deep.equal(['MENTION']);
  });

  it(`is told once when its event is handled ${many} times at the same moment`, async () => {
    const postId = await community.post(gia);
    const commentId = await community.comment(nino, postId);
    await app.knex('notifications').del();
    const event = <P>(payload: P): DomainEvent<P> => ({ id: 'e', name: 'n', occurredAt: new Date(), payload });
    const comment = {
      commentId,
      postId,
      postAuthorId: gia.id,
      authorId: nino.id,
      parentId: null,
      parentAuthorId: null,
      mentionedIds: [],
    };
    await Promise.all(
      Array.from({ length: many }, () => [
        app.container.get(TellOfFollow).handle(event({ followerId: nino.id, followeeId: gia.id })),
        app.container.get(TellOfLike).handle(event({ postId, authorId: gia.id, likerId: nino.id })),
        app.container.get(TellOfComment).handle(event(comment)),
        app.container.get(TellOfComment).handle(event({ ...comment, mentionedIds: [gia.id] })),
      ]).flat(),
    );
    const types = await notifications.types(gia);
    expect(types).to.have.length(3).and.include.members(['NEW_FOLLOWER', 'POST_LIKE']);
    expect(await notifications.unread(gia)).to.equal(3);
  });
});
