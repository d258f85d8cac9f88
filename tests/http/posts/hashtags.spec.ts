import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PostsApi } from './posts-api.js';
import { tagCount, wrongCounts } from './recount.js';

describe('hashtags of posts', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    nino = await createPerson(app);
  });
  afterEach(async () => expect(await wrongCounts(app)).to.deep.equal([]));
  after(() => app.close());

  const at = (tag: string): string => `/hashtag/${encodeURIComponent(tag)}`;
  const total = async (tag: string, who?: Person): Promise<number> =>
    (await posts.get(at(tag), who).expect(200)).body.meta.total as number;

  it('are found in any letter case and spelling, percent-encoded or as they are', async () => {
    const composed = 'caf\u00e9';
    const post = await posts.write(nino, `#ᲑᲐᲘᲙი #Мотоцикл #Ride #cafe\u0301 #ß1`);
    expect(post.hashtags).to.deep.equal(['ბაიკი', 'мотоцикл', 'ride', composed, 'ß1']);
    for (const tag of ['ბაიკი', 'ᲑᲐᲘᲙᲘ', 'МОТОЦИКЛ', 'RIDE', 'ride', composed, 'CAFE\u0301', 'ß1']) {
      expect(await posts.ids(at(tag)), tag).to.deep.equal([post.id]);
      expect(await posts.ids(`/hashtag/${tag}`), `${tag} as it is`).to.deep.equal([post.id]);
    }
  });

  it('that nobody used have no posts; what can be no tag is no fault of the server', async () => {
    for (const tag of ['nobody', '1', '#', '%', "'", ' ', 'a b', 'x'.repeat(200), '..', '%2e', '🏍️', '\u202e', 'a/b']) {
      const answer = await posts.get(at(tag));
      expect(answer.status, tag).to.equal(200);
      expect(answer.body.data).to.deep.equal([]);
      expect(answer.body.meta).to.include({ total: 0, totalPages: 0, nextCursor: null });
    }
    for (const tag of ['%00', '%ff', 'x'.repeat(201), '%'])
      expect((await posts.get(`/hashtag/${tag}`)).status, tag).to.equal(400);
  });

  it('count public posts exactly as they are written, changed, hidden, shown and deleted', async () => {
    const counts: (number | undefined)[] = [];
    const note = async (): Promise<void> => void counts.push(await tagCount(app, 'counted'));
    await note();
    const one = await posts.write(nino, '#counted #Counted #COUNTED');
    await note();
    const two = await posts.write(nino, 'x #counted', { visibility: 'FOLLOWERS' });
    await note();
    await posts.send('patch', `/${two.id}`, nino).send({ visibility: 'PUBLIC', content: 'y #counted #more' }).expect(200);
    await note();
    await posts.send('patch', `/${one.id}`, nino).send({ content: 'without' }).expect(200);
    await note();
    await posts.send('patch', `/${one.id}`, nino).send({ content: 'with #counted', visibility: 'PRIVATE' }).expect(200);
    await note();
    await posts.send('delete', `/${one.id}`, nino).expect(200);
    await note();
    await posts.send('delete', `/${two.id}`, nino).expect(200);
    await note();
    expect(counts).to.deep.equal([undefined, 1, 1, 2, 1, 1, 1, 0]);
  });

  it('tell each viewer how many posts he gets to see', async () => {
    const [fan, blocked] = [await createPerson(app), await createPerson(app)];
    await posts.follow(fan, nino).expect(200);
    await posts.block(blocked, nino).expect(200);
    for (const visibility of ['PUBLIC', 'FOLLOWERS', 'PRIVATE']) await posts.write(nino, '#totals', { visibility });
    await posts.write(blocked, '#totals');
    expect(await total('totals')).to.equal(2);
    expect(await total('totals', fan)).to.equal(3);
    expect(await total('totals', nino)).to.equal(3);
    expect(await total('totals', blocked)).to.equal(1);
    expect(await posts.ids(at('totals'), fan)).to.have.length(3);
  });

  it('30 of a post count', async () => {
    const tags = Array.from({ length: 31 }, (_, i) => `many${i}`);
    const post = await posts.write(nino, tags.map((tag) => `#${tag}`).join(' '));
    expect(post.hashtags).to.deep.equal(tags.slice(0, 30));
    expect([await tagCount(app, 'many29'), await tagCount(app, 'many30')]).to.deep.equal([1, undefined]);
  });

  it('shared by many posts written and changed at once, in opposite orders, are counted exactly', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => createPerson(app)));
    const tags = ['#გზა', '#шоссе', '#road', '#a1', '#z9'];
    const order = (i: number): string => (i % 2 === 0 ? tags : [...tags].reverse()).join(' ');
    const written = await Promise.all(people.map((who, i) => posts.write(who, order(i))));
    expect(await tagCount(app, 'გზა')).to.equal(20);
    const changes = people.flatMap((who, i) => [
      posts.send('patch', `/${written[i]?.id}`, who).send({ content: `${order(i + 1)} #own${i}` }),
      i % 2 === 0
        ? posts.send('delete', `/${written[i]?.id}`, who)
        : posts.send('patch', `/${written[i]?.id}`, who).send({ visibility: 'PRIVATE' }),
    ]);
    for (const { status } of await Promise.all(changes)) expect(status).to.be.oneOf([200, 404]);
    for (const name of ['გზა', 'шоссе', 'road', 'a1', 'z9']) expect(await tagCount(app, name), name).to.equal(0);
  });
});
