import { expect } from 'chai';
import type supertest from 'supertest';
import { profileSchemas } from '../../../src/adapters/http/profiles/profiles.openapi.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PeopleApi, recorded } from './people-api.js';

describe('PATCH /users/me', () => {
  let app: TestApp;
  let people: PeopleApi;
  let me: Person;
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    me = await createPerson(app);
    await app
      .knex('users')
      .where({ id: me.id })
      .update({ bio: 'old bio', location: 'old place', updated_at: '2026-01-01T00:00:00Z' });
  });

  const patch = (body: object, who = me): supertest.Test => people.send('patch', '/me', who).send(body);
  const row = (): Promise<Record<string, unknown>> => app.knex('users').where({ id: me.id }).first();

  it('changes what is sent, keeps what is left out, and answers the whole User', async () => {
    const { body } = await patch({ fullName: 'ნინო ბერიძე', location: 'თბილისი' }).expect(200);
    expect(body.data).to.have.all.keys(Object.keys(profileSchemas.User.properties));
    expect(body.data).to.include({
      id: me.id,
      email: me.email,
      username: me.username,
      phone: '+995599000000',
      fullName: 'ნინო ბერიძე',
      location: 'თბილისი',
      bio: 'old bio',
    });
    expect(body.data.updatedAt > '2026-01-02').to.equal(true);
    expect(await row()).to.include({ full_name: 'ნინო ბერიძე', location: 'თბილისი', bio: 'old bio' });
    expect(await recorded(app.knex, 'profiles.profile-changed')).to.deep.include({
      userId: me.id,
      changed: ['fullName', 'location'],
    });
  });

  it('writes nothing and records nothing when nothing differs', async () => {
    const before = await row();
    await patch({ username: me.username, fullName: before['full_name'] }).expect(200);
    await patch({}).expect(200);
    expect(await row()).to.deep.equal(before);
    const events = await recorded(app.knex, 'profiles.profile-changed');
    expect(events.filter(({ userId }) => userId === me.id)).to.deep.equal([]);
  });

  it('clears bio and location with null or an empty text, not the name', async () => {
    const { body } = await patch({ bio: null, location: '' }).expect(200);
    expect(body.data).to.include({ bio: null, location: null });
    await patch({ bio: '  \u202e ' }).expect(200);
    expect(await row()).to.include({ bio: null });
    await patch({ fullName: null }).expect(400);
    await patch({ username: '' }).expect(400);
  });

  it("ignores fields that are nobody's to change", async () => {
    const foreign = { role: 'ADMIN', email: 'x@example.ge', followersCount: 9, isVerified: false, id: 'x', anything: 1 };
    const { body } = await patch({ bio: 'new', ...foreign }).expect(200);
    expect(body.data).to.include({ bio: 'new', role: 'USER', email: me.email, followersCount: 0, isVerified: true, id: me.id });
    expect(await row()).to.include({ role: 'USER', email: me.email, followers_count: 0 });
  });

  it('measures as a reader counts, and names the field that is too long', async () => {
    const family = '👨‍👩‍👧‍👦';
    await patch({ bio: family.repeat(160), location: family.repeat(50) }).expect(200);
    for (const [field, value] of Object.entries({
      bio: family.repeat(161),
      location: 'ა'.repeat(51),
      fullName: 'ა',
      username: 'has space',
    })) {
      const { body } = await patch({ [field]: value }).expect(400);
      expect(body.error.code).to.equal('VALIDATION_FAILED');
      expect(Object.keys(body.error.details), field).to.deep.equal([field]);
    }
    await patch({ fullName: 'ა'.repeat(101) }).expect(400);
    await patch({ bio: `a${'\u0301'.repeat(5_000)}` }).expect(400);
    await patch({ fullName: '\u200d\u200d \u200b' }).expect(400);
    await patch({ fullName: 5 }).expect(400);
  });

  it('keeps text as typed after NFC, without control characters and direction overrides', async () => {
    const typed = `  5 < 7 & "It's" <3\r\ncafe\u0301 ${'\u202e'}evil${'\u202c'}\u0007 🏍️ ქ `;
    const { body } = await patch({ bio: typed, fullName: 'Ni\u2066no\nBe\u0000'.replace('\u0000', '') }).expect(200);
    expect(body.data.bio).to.equal('5 < 7 & "It\'s" <3\ncafé evil 🏍️ ქ');
    expect(body.data.fullName).to.equal('Nino Be');
  });

  it('takes real markup out of every text, and leaves what only looks like it byte for byte', async () => {
    const bio = '<script>alert(1)</script>Hi <b>you</b> <3';
    const { body } = await patch({ bio, fullName: '<i>Ni</i>no<img src=x onerror=alert(1)', location: '<!-- x -->Gori' }).expect(
      200,
    );
    expect(body.data).to.include({ bio: 'Hi you <3', fullName: 'Nino', location: 'Gori' });
    const equal = [
      '5 < 7 and 9 > 8',
      'It\'s "Tom & Jerry" <3',
      '?a=1&b=2',
      '<y>',
      'a <- b',
      '&lt;b&gt;',
      '👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️',
      'გიორგი <და> ᲜᲘᲜᲝ',
    ];
    for (const text of equal) {
      const answer = await patch({ bio: text, location: text }).expect(200);
      expect(answer.body.data).to.include({ bio: text, location: text });
    }
    const { body: refused } = await patch({ fullName: '<b></b><script>Nino</script>' }).expect(400);
    expect(refused.error.code).to.equal('VALIDATION_FAILED');
  });

  describe('the username', () => {
    it('changes, and is found under the new name only, in profile and search', async () => {
      const name = `fresh_${process.pid}`;
      const { body } = await patch({ username: name.toUpperCase(), fullName: 'ᲒᲘᲝᲠᲒᲘ' }).expect(200);
      expect(body.data.username).to.equal(name.toUpperCase());
      await people.get(`/${name}`).expect(200);
      await people.get(`/${me.username}`).expect(404);
      const found = await people.get(`/search?q=${encodeURIComponent('გიორგი')}`, me).expect(200);
      expect(found.body.data.map(({ id }: { id: string }) => id)).to.include(me.id);
      const gone = await people.get(`/search?q=${me.username}`, me).expect(200);
      // Others with names that are alike may be found.
      expect(gone.body.data.map(({ id }: { id: string }) => id)).to.not.include(me.id);
    });

    it('may change its letter case alone', async () => {
      await patch({ username: me.username.toUpperCase() }).expect(200);
    });

    it('of somebody else is taken, in any letter case', async () => {
      const other = await createPerson(app);
      const { body } = await patch({ username: other.username.toUpperCase(), bio: 'lost' }).expect(409);
      expect(body.error).to.include({ code: 'USERNAME_TAKEN' });
      expect(await row()).to.include({ username: me.username, bio: 'old bio' });
    });

    it('cannot be a reserved word, unless one has it already', async () => {
      for (const username of ['search', 'BLOCKED', 'Admin']) {
        const { body } = await patch({ username }).expect(409);
        expect(body.error.code, username).to.equal('USERNAME_RESERVED');
      }
      const admin = await createPerson(app, { username: 'admin', role: 'ADMIN' });
      await patch({ username: 'Admin', bio: 'keeps the name' }, admin).expect(200);
    });

    it('goes to exactly one of 50 who want it at once; the others are told', async () => {
      const wanting = await Promise.all(Array.from({ length: 50 }, () => createPerson(app)));
      const answers = await Promise.all(wanting.map((who) => patch({ username: 'One_Only' }, who)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).to.have.length(1);
      expect(statuses.filter((status) => status === 409)).to.have.length(49);
    });
  });

  it('needs a token and a JSON body', async () => {
    await people.send('patch', '/me').send({ bio: 'x' }).expect(401);
    await people.send('patch', '/me', me).type('text/plain').send('bio').expect(415);
  });
});
