import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban, idsOf, PeopleApi } from './people-api.js';

describe('GET /users/search', () => {
  let app: TestApp;
  let people: PeopleApi;
  let me: Person;
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    me = await createPerson(app, { username: 'seeker', fullName: 'Seeker' });
  });
  after(() => app.close());

  const names = async (q: string, who = me): Promise<string[]> => {
    const { body } = await people.get(`/search?q=${encodeURIComponent(q)}`, who).expect(200);
    expect(body.meta.total).to.equal(body.data.length);
    return (body.data as { username: string }[]).map(({ username }) => username);
  };
  /** Through the API, so that what is written is folded by the product. */
  const rename = async (who: Person, fullName: string): Promise<void> => {
    await people.send('patch', '/me', who).send({ fullName }).expect(200);
  };

  it('finds a part of username or full name in any letter case', async () => {
    const who = await createPerson(app, { username: 'Levan_Enduro', fullName: 'Levan Kiknadze' });
    for (const q of ['levan_enduro', 'END', 'van', 'KIKNA', 'levan kik', ' dze '])
      expect(await names(q), q).to.deep.equal(['Levan_Enduro']);
    const { body } = await people.get('/search?q=levan', me).expect(200);
    expect(body.data[0]).to.deep.equal({
      id: who.id,
      username: 'Levan_Enduro',
      fullName: 'Levan Kiknadze',
      avatarUrl: null,
      bio: null,
      isFollowing: false,
    });
  });

  it('finds Georgian in capitals and small letters, asked in either', async () => {
    const [small, capital] = [
      await createPerson(app, { username: 'small_one' }),
      await createPerson(app, { username: 'capital_one' }),
    ];
    await rename(small, 'გიორგი მაისურაძე');
    await rename(capital, 'ᲒᲘᲝᲠᲒᲘ ᲛᲐᲘᲡᲣᲠᲐᲫᲔ');
    for (const q of ['გიორგი', 'ᲒᲘᲝᲠᲒᲘ', 'სურაძ', 'გიორგი მაის', 'ი']) {
      expect(await names(q), q).to.have.members(['small_one', 'capital_one']);
    }
  });

  it('finds composed letters asked decomposed, and the reverse', async () => {
    await rename(await createPerson(app, { username: 'cafe_racer' }), 'Cafe\u0301 Racer');
    expect(await names('café')).to.deep.equal(['cafe_racer']);
    expect(await names('CAFE\u0301')).to.deep.equal(['cafe_racer']);
  });

  it('takes %, _ and \\ as ordinary characters', async () => {
    const signs: [string, string][] = [
      ['per_cent', '100% Duke'],
      ['backslash', 'C:\\Duke'],
      ['plain_one', 'Duke'],
    ];
    for (const [username, fullName] of signs) await rename(await createPerson(app, { username }), fullName);
    expect(await names('%')).to.deep.equal(['per_cent']);
    expect(await names('0% d')).to.deep.equal(['per_cent']);
    expect(await names('\\')).to.deep.equal(['backslash']);
    expect(await names(':\\d')).to.deep.equal(['backslash']);
    expect(await names('r_c')).to.deep.equal(['per_cent']);
    expect(await names('e_')).to.deep.equal(['cafe_racer']);
    expect(await names("d%e' or '1'='1")).to.deep.equal([]);
  });

  it('does not find across the border of username and name', async () => {
    await rename(await createPerson(app, { username: 'border' }), 'Town');
    await rename(await createPerson(app, { username: 'whole_words' }), 'Border Town and Bordertown');
    expect(await names('border town')).to.deep.equal(['whole_words']);
    expect(await names('bordertown')).to.deep.equal(['whole_words']);
    expect(await names('r to')).to.deep.equal(['whole_words']);
  });

  it('puts the exact username first, then beginnings, then the rest, each newest first; by page and by cursor alike', async () => {
    const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
    const made = [
      ['x_vespa', 9, ''],
      ['vespa', 2, ''],
      ['vespa_new', 8, ''],
      ['vespa_old', 3, ''],
      ['piaggio', 5, 'Vespa Club'],
      ['another', 4, 'My Vespa'],
    ] as const;
    for (const [username, n, fullName] of made) {
      await createPerson(app, { username, createdAt: day(n), fullName: fullName || 'Somebody' });
    }
    const expected = ['vespa', 'vespa_new', 'vespa_old', 'x_vespa', 'piaggio', 'another'];
    expect(await names('VESPA')).to.deep.equal(expected);
    const usernames = ({ body }: { body: { data: { username: string }[] } }): string[] =>
      body.data.map(({ username }) => username);
    for (const limit of [1, 2, 4, 5]) {
      const byCursor: string[] = [];
      const byPage: string[] = [];
      let cursor = '';
      for (let page = 1; page <= Math.ceil(6 / limit); page += 1) {
        const answer = await people.get(`/search?q=vespa&limit=${limit}${cursor}`, me).expect(200);
        byCursor.push(...usernames(answer));
        cursor = `&cursor=${answer.body.meta.nextCursor}`;
        byPage.push(...usernames(await people.get(`/search?q=vespa&limit=${limit}&page=${page}`, me).expect(200)));
      }
      expect(byCursor, `cursor, ${limit}`).to.deep.equal(expected);
      expect(byPage, `page, ${limit}`).to.deep.equal(expected);
      expect(cursor).to.equal('&cursor=null');
    }
  });

  it('hides and does not count the banned, the unverified, and whoever stands in a block with the caller', async () => {
    const make = (username: string, verified = true): Promise<Person> => createPerson(app, { username, verified });
    const [banned, blocked, blocker, seen] = [
      await make('ghost_banned'),
      await make('ghost_blocked'),
      await make('ghost_blocker'),
      await make('ghost_seen'),
    ];
    await make('ghost_unverified', false);
    await ban(app, banned);
    await people.block(me, blocked).expect(200);
    await people.block(blocker, me).expect(200);
    expect(await names('ghost')).to.deep.equal(['ghost_seen']);
    expect(await names('ghost', seen)).to.have.members(['ghost_blocked', 'ghost_blocker', 'ghost_seen']);
  });

  describe('in either script', () => {
    const spellings = ['მოტოციკლი', 'MOTOCIKLI', 'motocikli', 'Motocikli', 'ᲛᲝᲢᲝᲪᲘᲙᲚᲘ', 'mototsikli'];
    const day = (n: number): Date => new Date(Date.UTC(2026, 1, n));
    before(async () => {
      for (const [i, spelling] of spellings.entries()) {
        await rename(await createPerson(app, { username: `spelled_${i}`, createdAt: day(i + 1) }), `${spelling} ${i}`);
      }
      await rename(await createPerson(app, { username: 'wave', createdAt: day(1) }), 'იამაჰა');
      await rename(await createPerson(app, { username: 'yamaha_fan', createdAt: day(9) }), 'წყალი');
    });

    it('finds the same people by each spelling, those who write it as asked first, the newest first in each', async () => {
      const newestFirst = [5, 4, 3, 2, 1, 0].map((i) => `spelled_${i}`);
      const asWritten: [string, number[]][] = [
        ['მოტოციკლი', [4, 0]],
        ['MOTOCIKLI', [3, 2, 1]],
        ['motocikli', [3, 2, 1]],
        ['Motocikli', [3, 2, 1]],
        ['ᲛᲝᲢᲝᲪᲘᲙᲚᲘ', [4, 0]],
        ['mototsikli', [5]],
      ];
      for (const [q, first] of asWritten) {
        const best = first.map((i) => `spelled_${i}`);
        expect(await names(q), q).to.deep.equal([...best, ...newestFirst.filter((name) => !best.includes(name))]);
      }
      const [page, cursor] = [await people.get('/search?q=motocikli&limit=2', me).expect(200), 'nextCursor'];
      const rest = await people.get(`/search?q=motocikli&limit=9&cursor=${page.body.meta[cursor]}`, me).expect(200);
      expect(idsOf(page.body).length + idsOf(rest.body).length).to.equal(6);
      expect(rest.body.data[0].username).to.equal('spelled_1');
    });

    it('puts usernames above names, and finds brands and slips of the keyboard', async () => {
      expect(await names('yamaha')).to.deep.equal(['yamaha_fan', 'wave']);
      expect(await names('იამაჰა')).to.deep.equal(['wave', 'yamaha_fan']);
      for (const q of ['wyali', 'tsqali', 'წყალ']) expect(await names(q), q).to.deep.equal(['yamaha_fan']);
    });

    it('forgives a wrong letter where nothing is found otherwise, and words in another order', async () => {
      const made = [4, 3, 2, 1, 0].map((i) => `spelled_${i}`);
      for (const q of ['მოტოცეკლი', 'მოტოციქნი', 'motosikli', 'mototsykli']) expect(await names(q), q).to.include.members(made);
      expect(await names('yanaha')).to.have.members(['yamaha_fan', 'wave']);
      for (const q of ['kiknadse', 'Kiknadze Levan', 'ლევან კიკნაძა']) expect(await names(q), q).to.deep.equal(['Levan_Enduro']);
      const first = await people.get('/search?q=mototsekli&limit=4', me).expect(200);
      expect(first.body.meta.total).to.equal(6);
      const last = await people.get(`/search?q=mototsekli&limit=4&cursor=${first.body.meta.nextCursor}`, me).expect(200);
      expect(new Set([...idsOf(first.body), ...idsOf(last.body)]).size).to.equal(6);
      const past = await people.get('/search?q=mototsekli&limit=4&page=3', me).expect(200);
      expect([past.body.data, past.body.meta.total]).to.deep.equal([[], 6]);
    });

    it('finds nothing for nonsense, nor for signs alone', async () => {
      for (const q of ['xqzwvk', 'ჰჰჰჰჰჟჟ', 'zzzz zzzz', '₾', '₾₾₾', '🏍️', '!!!', "';--", '%%%', '中文', '& | !']) {
        expect(await names(q), q).to.deep.equal([]);
      }
    });
  });

  it('tells whom the caller follows', async () => {
    const [followed, other] = [
      await createPerson(app, { username: 'flag_yes' }),
      await createPerson(app, { username: 'flag_no' }),
    ];
    await people.follow(me, followed).expect(200);
    const { body } = await people.get('/search?q=flag', me).expect(200);
    const flags = Object.fromEntries(
      (body.data as { id: string; isFollowing: boolean }[]).map((card) => [card.id, card.isFollowing]),
    );
    expect(flags).to.deep.equal({ [followed.id]: true, [other.id]: false });
  });

  it('needs a token and something to search for', async () => {
    await people.get('/search?q=x').expect(401);
    for (const query of [
      '',
      '?q=',
      '?q=%20%20',
      '?q=%07',
      `?q=${'x'.repeat(101)}`,
      '?q=a&q=b',
      '?q[]=a',
      '?q=%00',
      '?q=a&role=ADMIN',
    ]) {
      const { body } = await people.get(`/search${query}`, me).expect(400);
      expect(body.error.code, query).to.equal('VALIDATION_FAILED');
    }
    expect(idsOf((await people.get('/search?q=nobody_has_this', me).expect(200)).body)).to.deep.equal([]);
  });
});

describe('GET /users/search, too often', () => {
  it('is counted by person, apart from everything else', async () => {
    const app = await buildTestApp(undefined, { config: { limits: { search: { points: 3, windowSeconds: 60 } } } });
    const people = new PeopleApi(app);
    const [me, other] = [await createPerson(app), await createPerson(app)];
    for (let i = 0; i < 3; i += 1) await people.get('/search?q=x', me).expect(200);
    const { body, headers } = await people.get('/search?q=x', me).expect(429);
    expect(body.error.code).to.equal('RATE_LIMITED');
    expect(Number(headers['retry-after'])).to.be.within(1, 60);
    await people.get('/search?q=x', other).expect(200);
    await people.get(`/${other.username}`, me).expect(200);
    await app.close();
  });
});
