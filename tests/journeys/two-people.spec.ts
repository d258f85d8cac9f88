import { expect } from 'chai';
import type supertest from 'supertest';
import { RefreshTrending } from '../../src/core/feed/index.js';
import { type PostBody, PostsApi } from '../http/posts/posts-api.js';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { createPerson, type Person } from '../support/people.js';
import { fourCorners, jpegOf } from '../support/pictures.js';

interface Told {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly body: string;
  readonly isRead: boolean;
  readonly actor: { readonly id: string } | null;
}

/** Two people meet, talk and part, told through HTTP alone. Each chapter begins where the one before ended. */
describe('two people', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let luka: Person;
  /** Nino's post, and what Luka made of it. */
  let post: PostBody;
  let repost: PostBody;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    nino = await createPerson(app, { username: 'nino_rides', fullName: 'ნინო ბერიძე' });
    luka = await createPerson(app, { username: 'luka_r', fullName: 'ლუკა რატიანი' });
  });
  after(() => app.close());

  const dataOf = async (call: supertest.Test): Promise<PostBody> => (await call.expect(200)).body.data as PostBody;
  const picture = async (width: number): Promise<Buffer> => jpegOf(fourCorners(width, 60));
  const person = (who: Person, path: string): supertest.Test =>
    app.http.get(`/api/v1/users${path}`).set('authorization', who.authorization);

  /** Every place where a post or a person can be met: whether this reader meets Nino there. */
  const places: Readonly<Record<string, (reader: Person) => Promise<boolean>>> = {
    'the post itself': async (reader) => (await posts.get(`/${post.id}`, reader)).status === 200,
    'the post passed on': async (reader) => (await posts.get(`/${repost.id}`, reader)).status === 200,
    feed: (reader) => holds('/feed', reader),
    'her posts': (reader) => holds(`/user/${nino.id}`, reader),
    'his posts': async (reader) => (await ids(`/user/${luka.id}`, reader)).includes(repost.id),
    'what he likes': (reader) => holds(`/liked/${luka.id}`, reader),
    'what he saved': (reader) => holds('/saved', reader),
    'the hashtag': (reader) => holds('/hashtag/თუშეთი', reader),
    trending: (reader) => holds('/trending', reader),
    'search of posts': (reader) => holds(`/search?q=${encodeURIComponent('tusheti')}`, reader),
    'the comments': async (reader) => (await ids(`/${post.id}/comments`, reader)).length > 0,
    'his notifications': async (reader) => (await told(reader)).some(({ actor }) => actor?.id === nino.id),
    'her profile': async (reader) => (await person(reader, `/${nino.username}`)).status === 200,
    'search of people': async (reader) => {
      const { body } = await person(reader, '/search?q=nino').expect(200);
      return (body.data as { id: string }[]).some(({ id }) => id === nino.id);
    },
  };
  const told = async (reader: Person, language = 'ka'): Promise<Told[]> => {
    const request = app.http.get('/api/v1/notifications').set('authorization', reader.authorization);
    return (await request.set('accept-language', language).expect(200)).body.data as Told[];
  };
  const unread = async (reader: Person): Promise<number> =>
    (await app.http.get('/api/v1/notifications/unread').set('authorization', reader.authorization).expect(200)).body.data
      .unreadCount;
  const ids = async (path: string, reader: Person): Promise<string[]> => {
    const { status, body } = await posts.get(path, reader);
    return status === 200 ? (body.data as PostBody[]).map(({ id }) => id) : [];
  };
  const holds = async (path: string, reader: Person): Promise<boolean> => (await ids(path, reader)).includes(post.id);
  const placesOf = async (reader: Person): Promise<string[]> => {
    const met: string[] = [];
    for (const [name, isMet] of Object.entries(places)) if (await isMet(reader)) met.push(name);
    return met;
  };

  it('she shows two pictures with Georgian hashtags and names him', async () => {
    const request = posts.send('post', '', nino).field('content', 'აბანოს უღელტეხილი #თუშეთი #ᲛᲝᲢᲝ, შემდეგ @luka_r-ს ჯერია');
    for (const width of [80, 90]) request.attach('images', await picture(width), `${width}.jpg`);
    post = (await request.expect(201)).body.data as PostBody;
    await app.settle();
    expect(post.hashtags).to.deep.equal(['თუშეთი', 'მოტო']);
    expect(post.mentions).to.deep.equal([{ id: luka.id, username: 'luka_r' }]);
    expect(post.images.map(({ order }) => order)).to.deep.equal([0, 1]);
    for (const { url } of post.images) await app.http.get(new URL(url).pathname).expect(200).expect('content-type', 'image/webp');
    expect((await person(luka, `/${nino.username}`).expect(200)).body.data.postsCount).to.equal(1);
  });

  it('he finds her, follows her, and has the post in his feed', async () => {
    const { body } = await person(luka, '/search?q=ნინო').expect(200);
    expect((body.data as { id: string }[]).map(({ id }) => id)).to.deep.equal([nino.id]);
    expect(await posts.ids('/feed', luka)).to.deep.equal([]);
    await posts.follow(luka, nino).expect(200);
    await app.settle();
    const [shown] = (await posts.get('/feed', luka).expect(200)).body.data as [PostBody & { author: object }];
    expect(shown).to.deep.include({ id: post.id, isLiked: false, isSaved: false });
    expect(shown.author).to.include({ id: nino.id, isFollowing: true });
  });

  it('he likes, saves and passes it on; she sees it', async () => {
    await posts.send('post', `/${post.id}/like`, luka).expect(200);
    await posts.send('post', `/${post.id}/save`, luka).expect(200);
    repost = await dataOf(posts.send('post', `/${post.id}/repost`, luka));
    await app.settle();
    const his = await dataOf(posts.get(`/${post.id}`, luka));
    expect(his).to.include({ isLiked: true, isSaved: true, likeCount: 1, repostCount: 1 });
    const hers = await dataOf(posts.get(`/${post.id}`, nino));
    expect(hers).to.include({ isLiked: false, isSaved: false, likeCount: 1, repostCount: 1 });
    await posts.follow(nino, luka).expect(200);
    expect(await posts.ids('/feed', nino)).to.deep.equal([repost.id, post.id]);
  });

  it('he comments, she answers: each is told in Georgian, once', async () => {
    const say = async (who: Person, content: string, parentId?: string): Promise<{ id: string }> => {
      const { body } = await posts.send('post', `/${post.id}/comments`, who).send({ content, ...(parentId ? { parentId } : {}) });
      return body.data as { id: string };
    };
    const comment = await say(luka, 'რა ლამაზია! როდის მიდიხარ?');
    const reply = await say(nino, 'შაბათს, დილის რვაზე', comment.id);
    await app.settle();
    const { body } = await posts.get(`/${post.id}/comments`, luka).expect(200);
    expect(body.data[0]).to.deep.include({ id: comment.id, repliesCount: 1 });
    expect(body.data[0].replies[0]).to.include({ id: reply.id, content: 'შაბათს, დილის რვაზე' });
    expect((await dataOf(posts.get(`/${post.id}`, luka))).commentCount).to.equal(2);
    expect((await told(nino)).map(({ body: text }) => text)).to.deep.equal([
      'ლუკა რატიანი წერს კომენტარს თქვენს პოსტზე: „რა ლამაზია! როდის მიდიხარ?“',
      'ლუკა რატიანი იწონებს თქვენს პოსტს',
      'ლუკა რატიანი ახლა თქვენი გამომწერია',
    ]);
    const his = await told(luka);
    expect(his.map(({ type }) => type)).to.deep.equal(['COMMENT_REPLY', 'NEW_FOLLOWER', 'MENTION']);
    expect(his[0]?.body).to.equal('ნინო ბერიძე პასუხობს თქვენს კომენტარს: „შაბათს, დილის რვაზე“');
    expect((await told(luka, 'en'))[0]?.title).to.match(/^[A-Z][a-z ]+$/);
    expect([await unread(nino), await unread(luka)]).to.deep.equal([3, 3]);
    await app.http.post(`/api/v1/notifications/${his[0]?.id}/read`).set('authorization', luka.authorization).expect(200);
    expect(await unread(luka)).to.equal(2);
  });

  it('she changes her words and pictures; he reads the new ones everywhere', async () => {
    const [first, second] = post.images;
    const request = posts.send('patch', `/${post.id}`, nino).field('content', 'თუშეთი, ორი დღე #თუშეთი #enduro');
    request.field('deleteImageIds', JSON.stringify([first?.id])).attach('images', await picture(100), 'new.jpg');
    post = await dataOf(request);
    await app.settle();
    expect(post.images).to.have.length(2);
    expect(post.images[0]?.id).to.equal(second?.id);
    expect(await posts.ids('/hashtag/მოტო', luka)).to.deep.equal([]);
    expect(await posts.ids('/hashtag/ENDURO', luka)).to.deep.equal([post.id]);
    const passedOn = (await dataOf(posts.get(`/${repost.id}`, luka))).repostOf as PostBody | null;
    expect(passedOn?.content).to.equal('თუშეთი, ორი დღე #თუშეთი #enduro');
    await app.http.get(new URL(first?.url ?? '').pathname).expect(404);
  });

  it('what he likes is what many like now', async () => {
    await app.container.get(RefreshTrending).run();
    for (const reader of [luka, nino]) expect(await posts.ids('/trending', reader)).to.deep.equal([post.id]);
    const { body } = await posts.get('/hashtags/trending').expect(200);
    expect((body.data as { name: string }[]).map(({ name }) => name)).to.deep.equal(['enduro', 'თუშეთი']);
    expect(await placesOf(luka)).to.deep.equal(Object.keys(places));
  });

  it('she blocks him: wherever he looks she is not there, nor is he for her', async () => {
    const position = new Date(0).toISOString();
    await posts.block(nino, luka).expect(200);
    await app.settle();
    expect(await placesOf(luka)).to.deep.equal([]);
    expect(await told(nino)).to.deep.equal([]);
    expect([await unread(nino), await unread(luka)]).to.deep.equal([0, 0]);
    expect((await posts.get(`/feed/newer-count?since=${position}`, luka).expect(200)).body.data).to.deep.equal({ count: 0 });
    for (const [method, path] of [
      ['post', '/like'],
      ['post', '/save'],
      ['post', '/repost'],
      ['patch', ''],
      ['delete', ''],
    ] as const) {
      const { body } = await posts.send(method, `/${post.id}${path}`, luka).expect(404);
      expect(body.error.code).to.equal('POST_NOT_FOUND');
    }
    expect((await posts.write(luka, 'სად ხარ @nino_rides')).mentions).to.deep.equal([]);
    expect(await posts.ids('/feed', nino)).to.deep.equal([post.id]);
    await posts.get(`/${repost.id}`, nino).expect(404);
    await posts.get(`/${post.id}`).expect(200); // to everybody else nothing changed
  });

  it('she lets him back: all is there again, the feed once he follows her', async () => {
    await posts.unblock(nino, luka).expect(200);
    await app.settle();
    const everywhere = Object.keys(places);
    expect(await placesOf(luka)).to.deep.equal(everywhere.filter((place) => place !== 'feed'));
    const kept = await dataOf(posts.get(`/${post.id}`, luka));
    expect(kept).to.include({ isLiked: true, isSaved: true, likeCount: 1, repostCount: 1 });
    await posts.follow(luka, nino).expect(200);
    expect(await placesOf(luka)).to.deep.equal(everywhere);
  });
});
