import { expect } from 'chai';
import { profileSchemas } from '../../../src/adapters/http/profiles/profiles.openapi.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban, PeopleApi } from './people-api.js';

describe('GET /users/:username', () => {
  let app: TestApp;
  let people: PeopleApi;
  let nino: Person;
  let viewer: Person;
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    nino = await createPerson(app, { username: 'Nino_Rides', fullName: 'ნინო ბერიძე' });
    viewer = await createPerson(app);
  });
  after(() => app.close());

  it('gives a guest every field of UserProfile, without e-mail and phone', async () => {
    const { body } = await people.get('/Nino_Rides').expect(200);
    expect(body.success).to.equal(true);
    expect(body.data).to.have.all.keys(Object.keys(profileSchemas.UserProfile.properties));
    expect(body.data).to.include({
      id: nino.id,
      username: 'Nino_Rides',
      fullName: 'ნინო ბერიძე',
      email: '',
      phone: null,
      bio: null,
      location: null,
      avatarUrl: null,
      coverUrl: null,
      role: 'USER',
      isVerified: true,
      followersCount: 0,
      followingCount: 0,
      postsCount: 0,
      isFollowing: false,
      isBlocked: false,
      isBlockedBy: false,
    });
    expect(body.data.createdAt).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('finds a username in any letter case, and an id', async () => {
    for (const name of ['nino_rides', 'NINO_RIDES', nino.id, nino.id.toUpperCase()]) {
      const { body } = await people.get(`/${name}`, viewer).expect(200);
      expect(body.data.id, name).to.equal(nino.id);
    }
  });

  it('gives oneself e-mail and phone', async () => {
    const { body } = await people.get('/nino_rides', nino).expect(200);
    expect(body.data).to.include({ email: nino.email, phone: '+995599000000', isFollowing: false, isBlocked: false });
  });

  it('gives addresses of the pictures', async () => {
    const owner = await createPerson(app);
    const [avatar, cover] = ['01939f3c-0000-7000-8000-000000000001', '01939f3c-0000-7000-8000-000000000002'];
    for (const id of [avatar, cover]) {
      const variants = JSON.stringify([{ name: 'main', key: `pictures/${id}/main.webp`, width: 1, height: 1 }]);
      const times = { created_at: new Date(), updated_at: new Date() };
      await app.knex('media').insert({ id, kind: 'avatar', status: 'attached', variants, blurhash: 'x', ...times });
    }
    await app.knex('users').where({ id: owner.id }).update({ avatar_id: avatar, cover_id: cover });
    const { body } = await people.get(`/${owner.username}`).expect(200);
    expect(body.data.avatarUrl).to.equal(`http://api.test/media/pictures/${avatar}/main.webp`);
    expect(body.data.coverUrl).to.equal(`http://api.test/media/pictures/${cover}/main.webp`);
  });

  it('is 404 for nobody, for text that is no username, and for words that share its place', async () => {
    const kelvin = encodeURIComponent('\u212Aato');
    await createPerson(app, { username: 'kato' });
    for (const name of ['nobody_here', '01939f3c-ffff-7000-8000-000000000000', 'a', '%25', kelvin, 'x'.repeat(90), 'me']) {
      const { body } = await people.get(`/${name}`, viewer).expect(404);
      expect(body.error.code, name).to.equal('USER_NOT_FOUND');
    }
  });

  it('is 400, not 500, for text that cannot be stored', async () => {
    await people.get('/%00', viewer).expect(400);
    await people.get('/%ff', viewer).expect(400);
    await people.get(`/${'x'.repeat(101)}`, viewer).expect(400);
  });

  it('refuses a bad token, so that the client refreshes it', async () => {
    const { body } = await people.get('/nino_rides').set('authorization', 'Bearer nonsense').expect(401);
    expect(body.error.code).to.equal('UNAUTHENTICATED');
  });

  describe('by what stands between the viewer and the person', () => {
    const relations: [string, (me: Person, other: Person) => Promise<unknown>, object | 404][] = [
      ['nothing', async () => {}, { isFollowing: false, isBlocked: false, isBlockedBy: false }],
      ['the viewer follows', (me, other) => people.follow(me, other).expect(200), { isFollowing: true, isBlocked: false }],
      ['the person follows the viewer', (me, other) => people.follow(other, me).expect(200), { isFollowing: false }],
      ['the viewer blocked', (me, other) => people.block(me, other).expect(200), { isBlocked: true, isBlockedBy: false }],
      ['the person blocked the viewer', (me, other) => people.block(other, me).expect(200), 404],
      [
        'both blocked',
        async (me, other) => {
          await people.block(me, other).expect(200);
          await people.block(other, me).expect(200);
        },
        404,
      ],
    ];
    for (const [name, arrange, expected] of relations) {
      it(`${name}: ${expected === 404 ? 'not found' : JSON.stringify(expected)}`, async () => {
        const [me, other] = [await createPerson(app), await createPerson(app)];
        await arrange(me, other);
        for (const reference of [other.username, other.id]) {
          const { body, status } = await people.get(`/${reference}`, me);
          if (expected === 404) expect([status, body.error?.code]).to.deep.equal([404, 'USER_NOT_FOUND']);
          else expect(body.data).to.include(expected);
        }
        await people.get(`/${other.username}`).expect(200);
      });
    }
  });

  describe('by the state of the account', () => {
    it('hides the unverified from everybody but themselves', async () => {
      const other = await createPerson(app, { verified: false });
      await people.get(`/${other.username}`).expect(404);
      await people.get(`/${other.id}`, viewer).expect(404);
      const { body } = await people.get(`/${other.id}`, other).expect(200);
      expect(body.data.isVerified).to.equal(false);
    });

    it('hides the banned, and shows them again when the ban is over', async () => {
      const [forever, forDays, past] = [await createPerson(app), await createPerson(app), await createPerson(app)];
      await ban(app, forever);
      await ban(app, forDays, new Date(Date.now() + 86_400_000));
      await ban(app, past, new Date(Date.now() - 1_000));
      await people.get(`/${forever.username}`, viewer).expect(404);
      await people.get(`/${forDays.username}`).expect(404);
      await people.get(`/${past.username}`, viewer).expect(200);
    });
  });
});
