import { expect } from 'chai';
import { profileSchemas } from '../../../src/adapters/http/profiles/profiles.openapi.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PeopleApi } from '../profiles/people-api.js';
import { Community } from './community.js';
import { NotificationsApi } from './notifications-api.js';

describe('what people are told', () => {
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
    gia = await createPerson(app, { fullName: 'გია გელაშვილი' });
    nino = await createPerson(app, { fullName: 'ნინო ბერიძე' });
  });

  /** Type, title, body and data of the only one, in both languages. */
  const said = async (who: Person): Promise<{ ka: unknown[]; en: unknown[] }> => {
    const [ka, en] = [await notifications.only(who), await notifications.only(who, 'en')];
    expect(en.data).to.deep.equal(ka.data);
    expect(ka.actor.id).to.equal(nino.id);
    return { ka: [ka.type, ka.title, ka.body, ka.data], en: [en.type, en.title, en.body, en.data] };
  };

  it('a new follower, by the username he has now', async () => {
    await people.follow(nino, gia).expect(200);
    await app.settle();
    const username = `renamed_${process.pid}`;
    await people.send('patch', '/me', nino).send({ username }).expect(200);
    expect(await said(gia)).to.deep.equal({
      ka: ['NEW_FOLLOWER', 'ახალი გამომწერი', 'ნინო ბერიძე ახლა თქვენი გამომწერია', { username }],
      en: ['NEW_FOLLOWER', 'New follower', 'ნინო ბერიძე now follows you', { username }],
    });
  });

  it('a like', async () => {
    const postId = await community.post(gia);
    await community.like(nino, postId);
    expect(await said(gia)).to.deep.equal({
      ka: ['POST_LIKE', 'ახალი მოწონება', 'ნინო ბერიძე იწონებს თქვენს პოსტს', { postId }],
      en: ['POST_LIKE', 'New like', 'ნინო ბერიძე likes your post', { postId }],
    });
  });

  it('a comment, in the words it has now', async () => {
    const postId = await community.post(gia);
    const commentId = await community.comment(nino, postId, { content: 'პირველი სიტყვები' });
    await community.changeComment(commentId, { content: 'ძალიან\n\nლამაზია!' });
    expect(await said(gia)).to.deep.equal({
      ka: [
        ...['POST_COMMENT', 'ახალი კომენტარი', 'ნინო ბერიძე წერს კომენტარს თქვენს პოსტზე: „ძალიან ლამაზია!“'],
        { postId, commentId },
      ],
      en: [...['POST_COMMENT', 'New comment', 'ნინო ბერიძე commented on your post: “ძალიან ლამაზია!”'], { postId, commentId }],
    });
  });

  it('a reply', async () => {
    const postId = await community.post(nino);
    const to = await community.comment(gia, postId);
    const commentId = await community.comment(nino, postId, { content: 'მართალია', to });
    expect(await said(gia)).to.deep.equal({
      ka: [...['COMMENT_REPLY', 'პასუხი კომენტარზე', 'ნინო ბერიძე პასუხობს თქვენს კომენტარს: „მართალია“'], { postId, commentId }],
      en: [
        ...['COMMENT_REPLY', 'Reply to your comment', 'ნინო ბერიძე replied to your comment: “მართალია”'],
        { postId, commentId },
      ],
    });
  });

  it('a mention in a post', async () => {
    const postId = await community.post(nino, { content: '@gia მოდი', mentions: [gia] });
    expect(await said(gia)).to.deep.equal({
      ka: ['MENTION', 'თქვენ მოგიხსენიეს', 'ნინო ბერიძე მოგიხსენიებთ პოსტში: „@gia მოდი“', { postId }],
      en: ['MENTION', 'You were mentioned', 'ნინო ბერიძე mentioned you in a post: “@gia მოდი”', { postId }],
    });
  });

  it('a mention in a comment', async () => {
    const postId = await community.post(nino);
    const commentId = await community.comment(nino, postId, { content: '@gia მოდი', mentions: [gia] });
    expect(await said(gia)).to.deep.equal({
      ka: ['MENTION', 'თქვენ მოგიხსენიეს', 'ნინო ბერიძე მოგიხსენიებთ კომენტარში: „@gia მოდი“', { postId, commentId }],
      en: ['MENTION', 'You were mentioned', 'ნინო ბერიძე mentioned you in a comment: “@gia მოდი”', { postId, commentId }],
    });
  });

  it('with the card of who did it, as the reader sees him', async () => {
    await people.follow(nino, gia).expect(200);
    await app.settle();
    const { actor, isRead, createdAt } = await notifications.only(gia);
    expect(actor).to.have.all.keys(Object.keys(profileSchemas.UserCard.properties));
    expect(actor).to.include({ id: nino.id, username: nino.username, fullName: 'ნინო ბერიძე', isFollowing: false });
    expect(isRead).to.equal(false);
    expect(Math.abs(Date.now() - Date.parse(createdAt))).to.be.lessThan(60_000);
    await people.follow(gia, nino).expect(200);
    expect((await notifications.only(gia)).actor.isFollowing).to.equal(true);
  });

  it('never what they do themselves', async () => {
    const postId = await community.post(gia, { mentions: [gia] });
    await community.changePost(postId, { mentions: [gia] });
    await community.like(gia, postId);
    const to = await community.comment(gia, postId, { mentions: [gia] });
    await community.comment(gia, postId, { to, mentions: [gia] });
    await community.changeComment(to, { mentions: [gia] });
    expect(await notifications.list(gia)).to.deep.equal([]);
    await community.like(nino, postId);
    expect(await notifications.types(gia)).to.deep.equal(['POST_LIKE']);
  });

  it('one thing for one comment: a reply before a mention before a comment on the post', async () => {
    const ana = await createPerson(app);
    const postId = await community.post(gia);
    const to = await community.comment(ana, postId);
    const typeFor = async (who: Person, commentId: string): Promise<string[]> =>
      (await notifications.list(who)).filter(({ data }) => data?.['commentId'] === commentId).map(({ type }) => type);
    const both = await community.comment(nino, postId, { to, mentions: [ana, gia] });
    expect(await typeFor(ana, both)).to.deep.equal(['COMMENT_REPLY']);
    expect(await typeFor(gia, both)).to.deep.equal(['MENTION']);
    const plain = await community.comment(nino, postId, { to });
    expect(await typeFor(ana, plain)).to.deep.equal(['COMMENT_REPLY']);
    expect(await typeFor(gia, plain)).to.deep.equal(['POST_COMMENT']);
    const toHost = await community.comment(gia, postId);
    const answer = await community.comment(nino, postId, { to: toHost });
    expect(await typeFor(gia, answer)).to.deep.equal(['COMMENT_REPLY']);
  });
});
