import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson } from '../../support/people.js';

describe('GET /stats', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp();
  });
  after(() => app.close());

  const stats = async (): Promise<{ usersCount: number; postsToday: number }> =>
    (await app.http.get('/api/v1/stats').expect(200)).body.data;

  it('counts people and the public posts of today, as they come and go', async () => {
    expect(await stats()).to.deep.equal({ usersCount: 0, postsToday: 0 });
    const nino = await createPerson(app);
    await createPerson(app, { verified: false });
    const write = (visibility: string) =>
      app.http
        .post('/api/v1/posts')
        .set('authorization', nino.authorization)
        .send({ content: 'დილა მშვიდობისა', visibility })
        .expect(201);
    const { body } = await write('PUBLIC');
    await write('PRIVATE');
    expect(await stats()).to.deep.equal({ usersCount: 1, postsToday: 1 });
    await app.http.delete(`/api/v1/posts/${body.data.id}`).set('authorization', nino.authorization).expect(200);
    expect(await stats()).to.deep.equal({ usersCount: 1, postsToday: 0 });
  });
});
