import { expect } from 'chai';
import type supertest from 'supertest';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PeopleApi } from './people-api.js';

describe('what others learn of a person', () => {
  let app: TestApp;
  let people: PeopleApi;
  let person: Person;
  let viewer: Person;
  let staff: Person;
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    person = await createPerson(app, { username: 'private_person', fullName: 'Private Person' });
    viewer = await createPerson(app);
    staff = await createPerson(app, { role: 'ADMIN' });
    await app.knex('users').where({ id: person.id }).update({
      email: 'very.secret@hidden.ge',
      phone: '+995577123456',
      password_hash: '$argon2id$hidden',
      last_login_at: new Date(),
    });
    await people.follow(viewer, person).expect(200);
    await people.follow(person, viewer).expect(200);
  });
  after(() => app.close());

  it('holds no e-mail, phone, hash or internal field in any answer, whoever asks', async () => {
    const calls: ((who: Person | undefined) => supertest.Test)[] = [
      (who) => people.get('/private_person', who),
      (who) => people.get(`/${person.id}`, who),
      (who) => people.get(`/${viewer.id}/followers`, who),
      (who) => people.get(`/${viewer.id}/following`, who),
      (who) => people.get('/search?q=private', who ?? viewer),
      (who) => people.send('post', `/${person.id}/follow`, who ?? viewer),
      (who) => people.send('delete', `/${person.id}/follow`, staff.id === who?.id ? who : staff),
    ];
    for (const call of calls) {
      for (const who of [undefined, viewer, staff]) {
        const { text, headers } = await call(who).expect(200);
        expect(`${text}${JSON.stringify(headers)}`).to.not.match(
          /very\.secret|hidden|995577123456|argon|password|search_?text|verification|lastLogin|ban/i,
        );
      }
    }
  });

  it('holds nothing of it among the blocked either', async () => {
    await people.block(viewer, person).expect(200);
    const { text } = await people.get('/blocked', viewer).expect(200);
    expect(text)
      .to.contain(person.id)
      .and.not.match(/very\.secret|995577123456/);
    await people.unblock(viewer, person).expect(200);
  });

  it('is in the events neither', async () => {
    await people.send('patch', '/me', person).send({ fullName: 'Private Person II', bio: 'hello' }).expect(200);
    const rows: unknown[] = await app.knex('outbox_events').select('payload');
    expect(rows.length).to.be.greaterThan(2);
    expect(JSON.stringify(rows)).to.not.match(/very\.secret|995577123456|Private|hello/);
  });

  it('is kept from caches: an answer to somebody signed in is his alone', async () => {
    const own = await people.get('/private_person', person).expect(200);
    expect(own.headers['cache-control']).to.equal('private, no-store');
    expect(own.text).to.contain('very.secret@hidden.ge');
    const guest = await people.get('/private_person').expect(200);
    expect(guest.headers['vary']).to.match(/authorization/i);
  });
});
