import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { recorded } from '../profiles/people-api.js';
import { AdminApi } from './admin-api.js';

describe('a role', function () {
  this.timeout(60_000);
  let app: TestApp;
  let other: TestApp;
  let api: AdminApi;
  let admin: Person;
  before(async () => {
    app = await buildTestApp();
    other = await buildTestApp(undefined, { beside: app });
    api = new AdminApi(app);
  });
  beforeEach(async () => {
    await app.knex('users').update({ role: 'USER' });
    admin = await createPerson(app, { role: 'ADMIN' });
  });
  after(async () => {
    await other.close();
    await app.close();
  });

  const administrators = (): Promise<string[]> => app.knex('users').where({ role: 'ADMIN' }).pluck<string[]>('id');

  it('given or taken holds from the next request on, on every instance, and is told to whoever listens', async () => {
    const person = await createPerson(app);
    const dashboards = (): Promise<number[]> =>
      Promise.all([api, new AdminApi(other)].map(async (at) => (await at.get('/dashboard', person)).status));
    expect(await dashboards()).to.deep.equal([403, 403]);
    const { body } = await api.role(admin, person, 'MODERATOR').expect(200);
    expect(body.data).to.include({ id: person.id, role: 'MODERATOR' });
    expect(await dashboards()).to.deep.equal([200, 200]);
    await api.role(admin, person, 'USER').expect(200);
    await api.role(admin, person, 'USER').expect(200);
    expect(await dashboards()).to.deep.equal([403, 403]);
    const told = { actorId: admin.id, subject: { type: 'user', id: person.id }, reason: null };
    expect(await recorded(app.knex, 'administration.role-changed')).to.deep.equal([
      { ...told, before: 'USER', after: 'MODERATOR' },
      { ...told, before: 'MODERATOR', after: 'USER' },
    ]);
  });

  it("is nobody's to change for himself, so that the last administrator stays one", async () => {
    for (const role of ['USER', 'MODERATOR']) {
      expect((await api.role(admin, admin, role).expect(403)).body.error.code).to.equal('CANNOT_MODERATE_SELF');
    }
    expect((await api.remove(admin, admin).expect(403)).body.error.code).to.equal('CANNOT_MODERATE_SELF');
    expect(await administrators()).to.deep.equal([admin.id]);
  });

  it('of two administrators who demote, ban or delete each other at once one stays, again and again', async () => {
    const acts = {
      demote: (who: Person, whom: Person) => api.role(who, whom, 'USER'),
      ban: (who: Person, whom: Person) => api.ban(who, whom),
      delete: (who: Person, whom: Person) => api.remove(who, whom),
    };
    for (const [name, act] of Object.entries(acts)) {
      for (let round = 0; round < 5; round += 1) {
        await app.knex('users').update({ role: 'USER' });
        const [one, two] = [await createPerson(app, { role: 'ADMIN' }), await createPerson(app, { role: 'ADMIN' })];
        const outcomes = await Promise.all([act(one, two), act(two, one)]);
        // The second one is refused as what it is by then: no administrator, or nobody who is signed in.
        expect(outcomes.map(({ status }) => status).sort(), name).to.satisfy(([first, second]: number[]) => {
          return first === 200 && (second === 401 || second === 403);
        });
        const left = await app.knex('users').where({ role: 'ADMIN', banned_at: null }).pluck<string[]>('id');
        expect(left, name).to.have.length(1);
      }
    }
  });

  it('is changed by administrators alone, to one that there is, of somebody who is there', async () => {
    const [moderator, person] = [await createPerson(app, { role: 'MODERATOR' }), await createPerson(app)];
    await api.role(moderator, person, 'MODERATOR').expect(403);
    for (const role of ['OWNER', 'admin', '']) await api.role(admin, person, role).expect(400);
    expect((await api.role(admin, { id: admin.sessionId }, 'USER').expect(404)).body.error.code).to.equal('USER_NOT_FOUND');
    expect(await api.user(admin, person)).to.include({ role: 'USER' });
  });
});
