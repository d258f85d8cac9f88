import { expect } from 'chai';
import { endEverything } from '../../support/behind-the-cache.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { PeopleApi } from './people-api.js';

/** Few different times, so that most rows share theirs with others. */
const times = [0, 1, 2].map((ms) => new Date(Date.UTC(2026, 0, 1, 12, 0, 0, ms)));

describe('the cursor of a list of people', function () {
  this.timeout(60_000);
  let app: TestApp;
  let people: PeopleApi;
  let owner: Person;
  let crowd: Person[];
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    owner = await createPerson(app);
    crowd = await Promise.all(Array.from({ length: 40 }, () => createPerson(app)));
  });
  after(() => app.close());

  const edge = (list: 'followers' | 'following', who: Person): { follower_id: string; followee_id: string } =>
    list === 'followers' ? { follower_id: who.id, followee_id: owner.id } : { follower_id: owner.id, followee_id: who.id };

  for (const list of ['followers', 'following'] as const) {
    for (let seed = 1; seed <= 6; seed += 1) {
      it(`${list}, seed ${seed}: whoever stays is met exactly once, while others come and go between the pages`, async () => {
        const random = new SeededRandom(seed);
        await app.knex('follows').del();
        const present = new Set(crowd.filter(() => random.chance(0.6)));
        await app.knex('follows').insert([...present].map((who) => ({ ...edge(list, who), created_at: random.pick(times) })));
        await endEverything(app);
        const stayed = new Set(present);
        const limit = 1 + random.below(6);
        const met: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
          const answer = await people.get(`/${owner.id}/${list}?limit=${limit}${query}`).expect(200);
          const { data, meta } = answer.body as { data: { id: string }[]; meta: { total: number; nextCursor: string | null } };
          expect(meta.total, 'total is that of the whole list, not of the rest').to.equal(present.size);
          expect(data.length).to.be.at.most(limit);
          met.push(...data.map(({ id }) => id));
          cursor = meta.nextCursor;
          for (let i = 0; i < 3; i += 1) {
            const who = random.pick(crowd);
            if (present.delete(who)) {
              stayed.delete(who);
              await app.knex('follows').where(edge(list, who)).del();
            } else {
              // comes back later than everything listed: at the top, where the reader has passed already
              present.add(who);
              const top = new Date(Date.UTC(2026, 0, 2, 0, 0, met.length, i));
              await app.knex('follows').insert({ ...edge(list, who), created_at: top });
            }
          }
          await endEverything(app);
        }
        for (const { id } of stayed)
          expect(
            met.filter((one) => one === id),
            'once',
          ).to.have.length(1);
        expect(new Set(met).size, 'nobody twice').to.equal(met.length);
      });
    }
  }

  it('orders rows of one time by id, and continues inside them', async () => {
    await app.knex('follows').del();
    const [time] = times;
    await app.knex('follows').insert(crowd.map((who) => ({ ...edge('followers', who), created_at: time })));
    const met: string[] = [];
    let query = '';
    do {
      const { body } = await people.get(`/${owner.id}/followers?limit=7${query}`).expect(200);
      met.push(...(body.data as { id: string }[]).map(({ id }) => id));
      query = body.meta.nextCursor === null ? '' : `&cursor=${body.meta.nextCursor}`;
    } while (query !== '');
    expect(met).to.deep.equal(
      crowd
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
  });

  it('continues when the very row it was made from is gone, and when page numbers come with it', async () => {
    await app.knex('follows').del();
    await app.knex('follows').insert(crowd.slice(0, 6).map((who, i) => ({ ...edge('followers', who), created_at: new Date(i) })));
    await endEverything(app);
    const first = await people.get(`/${owner.id}/followers?limit=2`).expect(200);
    const last = crowd[4] as Person;
    expect(first.body.data[1].id).to.equal(last.id);
    await app.knex('follows').where(edge('followers', last)).del();
    await endEverything(app);
    const second = await people.get(`/${owner.id}/followers?limit=2&page=7&cursor=${first.body.meta.nextCursor}`).expect(200);
    expect(second.body.data.map(({ id }: { id: string }) => id)).to.deep.equal([crowd[3]?.id, crowd[2]?.id]);
  });
});
