import { expect } from 'chai';
import { ratePolicies } from '../../../src/core/security/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { echoFeature } from '../../support/echo-feature.js';
import { createPerson } from '../../support/people.js';
import { toldLimits } from '../../support/rate-limit-fields.js';

const fewSearches = { points: 3, windowSeconds: 60 };

describe('rate limits', () => {
  let app: TestApp;
  before(async () => {
    const limits = {
      global: { points: 20, windowSeconds: 60 },
      auth: fewSearches,
      upload: fewSearches,
      search: fewSearches,
      like: { points: 2, windowSeconds: 60 },
      comment: { points: 1, windowSeconds: 90 },
      follow: { points: 1, windowSeconds: 60 },
      post: { points: 2, windowSeconds: 60 },
    };
    app = await buildTestApp(undefined, { config: { limits, http: { trustedProxies: 1 } }, extra: [echoFeature] });
  });
  after(() => app.close());

  const from = (address: string, path: string) => app.http.get(path).set('x-forwarded-for', address);
  let made = 0;
  const address = (): string => `198.51.${Math.floor(made / 250)}.${(made++ % 250) + 1}`;

  it('say what is left on every answer, and 429 with Retry-After when nothing is', async () => {
    const mine = address();
    for (const left of [2, 1, 0]) {
      const { headers } = await from(mine, '/api/v1/echo/search').expect(200);
      const [search, global, ...more] = toldLimits(headers);
      expect(search).to.include({ name: 'search', points: 3, windowSeconds: 60, left });
      expect(global).to.include({ name: 'global', points: 20, windowSeconds: 60, left: 17 + left });
      expect(more).to.deep.equal([]);
    }
    const { body, headers } = await from(mine, '/api/v1/echo/search').expect(429);
    expect(body.error.code).to.equal('RATE_LIMITED');
    const [search] = toldLimits(headers);
    expect(search).to.include({ name: 'search', left: 0 });
    expect(Number(headers['retry-after'])).to.be.within(1, 60);
    expect(Number(headers['retry-after'])).to.be.at.least(search?.resetSeconds ?? Infinity);
  });

  it('count each address for itself, as the last proxy saw it', async () => {
    const mine = address();
    for (let call = 0; call < 20; call += 1) await from(mine, '/api/v1/echo').expect(200);
    await from(mine, '/api/v1/echo').expect(429);
    await from(`203.0.113.77, ${mine}`, '/api/v1/echo').expect(429);
    await from(address(), '/api/v1/echo').expect(200);
  });

  it('count a thousand addresses of one /64 as one, and those of the next one apart', async () => {
    const answers = [];
    for (let n = 0; n < 1_000; n += 1) {
      const text = `2001:db8:5:ff01:${((n * 7_919) % 65_536).toString(16)}::${n.toString(16)}`;
      answers.push((await from(text, '/api/v1/echo')).status);
    }
    // One or two more where a busy Redis did not answer in time and the process counted for itself.
    expect(answers.filter((status) => status === 200).length).to.be.within(20, 40);
    expect(new Set(answers)).to.deep.equal(new Set([200, 429]));
    await from('2001:DB8:5:FF01:0:0:0:1', '/api/v1/echo').expect(429);
    await from('2001:db8:5:ff02::1', '/api/v1/echo').expect(200);
  });

  it('count a person wherever he is, once he is signed in, and each for himself behind one address', async () => {
    const [nino, dato] = [await createPerson(app), await createPerson(app)];
    const search = (who: { authorization: string }, where: string) =>
      from(where, '/api/v1/echo/search').set('authorization', who.authorization);
    const office = address();
    for (let call = 0; call < 3; call += 1) await search(nino, office).expect(200);
    await search(nino, address()).expect(429);
    await search(dato, office).expect(200);
    await from(office, '/api/v1/echo/search').expect(200);
  });

  it('of several kinds hold together: the first that is used up refuses, and all that were asked are told', async () => {
    const nino = await createPerson(app);
    const write = (content: string) =>
      app.http.post('/api/v1/posts').set('authorization', nino.authorization).set('x-forwarded-for', address()).send({ content });
    const namesOf = (headers: Record<string, string>) => toldLimits(headers).map(({ name, left }) => `${name} ${left}`);
    expect(namesOf((await write('one').expect(201)).headers)).to.deep.equal(['upload 2', 'post 1', 'global 19']);
    await write('two').expect(201);
    const refused = await write('three').expect(429);
    expect(namesOf(refused.headers)).to.deep.equal(['upload 0', 'post 0', 'global 19']);
    const posts = toldLimits(refused.headers).find(({ name }) => name === 'post');
    expect(Number(refused.headers['retry-after'])).to.be.at.least(posts?.resetSeconds ?? Infinity);
    expect(await app.knex('posts').where({ author_id: nino.id })).to.have.length(2);
  });

  it('of each kind count what they are named after', async () => {
    const [nino, dato] = [await createPerson(app), await createPerson(app)];
    const send = (method: 'post' | 'put' | 'delete', path: string, body?: object) =>
      app.http[method](`/api/v1${path}`).set('authorization', nino.authorization).set('x-forwarded-for', address()).send(body);
    const { id } = (await send('post', '/posts', { content: 'x' }).expect(201)).body.data;
    await send('put', `/posts/${id}/like`).expect(200);
    await send('put', `/posts/${id}/save`).expect(200);
    await send('delete', `/posts/${id}/like`).expect(429);
    await send('post', `/posts/${id}/comments`, { content: 'x' }).expect(201);
    const { headers } = await send('post', `/posts/${id}/comments`, { content: 'y' }).expect(429);
    expect(toldLimits(headers)[0]).to.include({ name: 'comment', points: 1, windowSeconds: 90, left: 0 });
    await send('put', `/users/${dato.id}/follow`).expect(200);
    await send('delete', `/users/${dato.id}/follow`).expect(429);
    expect(await app.knex('comments').where({ post_id: id })).to.have.length(1);
  });

  it('are all in use', () => {
    const used = app.application.http.routes.flatMap(({ spec: { limit = [] } }) => limit);
    expect([...new Set([...used, 'global', 'api-key'])].sort()).to.deep.equal(Object.keys(ratePolicies).sort());
  });

  it('name whom they counted by a keyed hash that tells nothing else', async () => {
    const [mine, other] = [address(), address()];
    const partition = async (where: string, path = '/api/v1/echo'): Promise<string | undefined> =>
      toldLimits((await from(where, path)).headers)[0]?.partition;
    const own = await partition(mine);
    expect(own)
      .to.match(/^[0-9a-f]{18}$/)
      .and.equal(await partition(mine));
    expect(await partition(other)).not.to.equal(own);
    expect(await partition(mine, '/api/v1/echo/search')).not.to.equal(own);
  });

  it('do not touch the probes', async () => {
    for (let call = 0; call < 30; call += 1) await app.http.get('/health/live').expect(200);
  });
});
