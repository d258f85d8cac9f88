import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PostsApi } from '../posts/posts-api.js';
import { NotificationsApi } from './notifications-api.js';

describe('notifications of posts, with nothing but calls', () => {
  let app: TestApp;
  let posts: PostsApi;
  let notifications: NotificationsApi;
  let gia: Person;
  let nino: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    notifications = new NotificationsApi(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    [gia, nino] = [await createPerson(app), await createPerson(app, { fullName: 'ნინო ბერიძე' })];
  });

  it('a mention and a like are told, once each, and go with the post', async () => {
    const mention = await posts.write(nino, `@${gia.username} მოდი`);
    const own = await posts.write(gia, 'ჩემი პოსტი');
    for (let i = 0; i < 2; i += 1) await posts.send('put', `/${own.id}/like`, nino).expect(200);
    await posts.send('delete', `/${own.id}/like`, nino).expect(200);
    await posts.send('put', `/${own.id}/like`, nino).expect(200);
    await app.settle();
    expect((await notifications.list(gia)).map(({ type, body, data }) => [type, body, data])).to.deep.equal([
      ['POST_LIKE', 'ნინო ბერიძე იწონებს თქვენს პოსტს', { postId: own.id }],
      ['MENTION', `ნინო ბერიძე მოგიხსენიებთ პოსტში: „@${gia.username} მოდი“`, { postId: mention.id }],
    ]);
    await posts.send('delete', `/${mention.id}`, nino).expect(200);
    expect(await notifications.types(gia)).to.deep.equal(['POST_LIKE']);
    await posts.send('delete', `/${own.id}`, gia).expect(200);
    expect(await notifications.list(gia)).to.deep.equal([]);
    expect(await notifications.unread(gia)).to.equal(0);
    expect(await notifications.list(nino)).to.deep.equal([]);
  });
});
