import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { counters, PeopleApi, recorded, wrongCounters } from './people-api.js';

const many = 50;

/** Proves most on the services lane: the embedded engine runs transactions one after another. */
describe('following and blocking at the same time', function () {
  this.timeout(60_000);
  let app: TestApp;
  let people: PeopleApi;
  let star: Person;
  let crowd: Person[];
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    crowd = await Promise.all(Array.from({ length: many }, () => createPerson(app)));
  });
  after(() => app.close());
  beforeEach(async () => {
    star = await createPerson(app);
    await app.knex('outbox_events').del();
    await app.knex('follows').del();
    await app.knex('users').update({ followers_count: 0, following_count: 0 });
  });
  afterEach(async () => expect(await wrongCounters(app.knex)).to.deep.equal([]));

  const statuses = async (calls: PromiseLike<{ status: number }>[]): Promise<number[]> =>
    [...new Set((await Promise.all(calls)).map(({ status }) => status))].sort();

  it('50 people follow one: 50 followers; all leave: none', async () => {
    expect(await statuses(crowd.map((who) => people.follow(who, star)))).to.deep.equal([200]);
    expect(await counters(app.knex, star)).to.deep.equal([many, 0]);
    expect(await recorded(app.knex, 'profiles.person-followed')).to.have.length(many);
    expect(await statuses(crowd.map((who) => people.unfollow(who, star)))).to.deep.equal([200]);
    expect(await counters(app.knex, star)).to.deep.equal([0, 0]);
  });

  it('one person follows 50 times: one follower, one event', async () => {
    const [fan] = crowd as [Person];
    expect(await statuses(crowd.map(() => people.follow(fan, star)))).to.deep.equal([200]);
    expect(await counters(app.knex, star)).to.deep.equal([1, 0]);
    expect(await recorded(app.knex, 'profiles.person-followed')).to.have.length(1);
    expect(await statuses(crowd.map(() => people.unfollow(fan, star)))).to.deep.equal([200]);
    expect(await counters(app.knex, star)).to.deep.equal([0, 0]);
    expect(await recorded(app.knex, 'profiles.person-unfollowed')).to.have.length(1);
  });

  it('two people follow and leave each other 50 times over: nobody waits for ever, counters stay right', async () => {
    const [a, b] = [star, crowd[0] as Person];
    const storm = crowd.flatMap((_, i) => [
      i % 3 === 2 ? people.unfollow(a, b) : people.follow(a, b),
      i % 3 === 2 ? people.unfollow(b, a) : people.follow(b, a),
    ]);
    expect(await statuses(storm)).to.deep.equal([200]);
  });

  it('everybody of a ring follows both neighbours at once', async () => {
    const calls = crowd.flatMap((who, i) => [
      people.follow(who, crowd[(i + 1) % many] as Person),
      people.follow(who, crowd[(i + many - 1) % many] as Person),
    ]);
    expect(await statuses(calls)).to.deep.equal([200]);
    for (const who of crowd) expect(await counters(app.knex, who)).to.deep.equal([2, 2]);
  });

  it('a block among follows in both directions: no follow outlives it', async () => {
    const [fan] = crowd as [Person];
    for (let round = 0; round < 5; round += 1) {
      await people.unblock(star, fan).expect(200);
      const calls = [
        ...Array.from({ length: 10 }, () => people.follow(fan, star)),
        people.block(star, fan),
        ...Array.from({ length: 10 }, () => people.follow(fan, star)),
        ...Array.from({ length: 5 }, () => people.follow(star, fan)),
      ];
      const seen = await statuses(calls);
      expect(
        seen.every((status) => [200, 403, 404].includes(status)),
        String(seen),
      ).to.equal(true);
      expect(await app.knex('follows').select()).to.deep.equal([]);
      expect(await counters(app.knex, star)).to.deep.equal([0, 0]);
    }
  });

  it('50 people block one who follows them all', async () => {
    expect(await statuses(crowd.map((who) => people.follow(star, who)))).to.deep.equal([200]);
    expect(await statuses(crowd.map((who) => people.block(who, star)))).to.deep.equal([200]);
    expect(await counters(app.knex, star)).to.deep.equal([0, 0]);
  });
});
