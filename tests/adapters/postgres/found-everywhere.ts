import { expect } from 'chai';
import type { Knex } from 'knex';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexPersonDirectory } from '../../../src/adapters/postgres/profiles/knex-person-directory.js';
import { matchesNearly, matchesWords } from '../../../src/adapters/postgres/search/matches.js';
import { rankedTime } from '../../../src/adapters/postgres/search/ranked-time.js';
import { searchDocument, searchQuery } from '../../../src/core/search/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { PeopleTables } from './people-tables.js';

const people: [string, string][] = [
  ['gia', 'გია გელაშვილი'],
  ['big_rider', 'ᲒᲘᲐ ᲑᲔᲠᲘᲫᲔ'],
  ['gia_one', 'Gia Maisuradze'],
  ['istanbul', 'İlker Çıngı'],
  ['moto', 'wyali da motocikli'],
  ['cyril', 'Мотоцикл Юрий'],
  ['signs', '100% "\\_"'],
];
const foundPeople: [string, string[]][] = [
  ['gia', ['gia', 'gia_one', 'big_rider']],
  ['გია', ['big_rider', 'gia', 'gia_one']],
  ['ᲒᲘᲐ', ['big_rider', 'gia', 'gia_one']],
  ['ი', ['big_rider', 'gia']],
  ['წყალი', ['moto']],
  ['მოტოციკლ', ['cyril', 'moto']],
  ['ILKER', ['istanbul']],
  ['cingi', ['istanbul']],
  ['გელაშვილა', ['gia']],
  ['% "\\', ['signs']],
  ['₾', []],
];

const posts = ['იყიდება წყალი და MT-07', 'Wyali iyideba', 'water: nino@x.ge, v-twin <b1>', 'იყიდება ველოსიპედი', '%'];
const foundPosts: [string, number[]][] = [
  ['წყალი', [0, 1]],
  ['tsqal iyideba', [1, 0]],
  ['წყალი იყიდება', [0, 1]],
  ['iyideba', [1, 3, 0]],
  ['07 MT', [0]],
  ['twin nino b1 x', [2]],
  ['ველოსიპედ', [3]],
  ["'; drop & | ! (", []],
  ['%', [4]],
  ['!!', []],
];

/** Rows, questions and what they find: the same wherever this is run. */
export function foundEverywhere(knexOf: () => Knex): void {
  let viewer: string;
  const names = new Map<string, string>();
  const postIds: string[] = [];
  before(async () => {
    const [tables, knex] = [new PeopleTables(knexOf), knexOf()];
    viewer = await tables.person({ username: 'qqq', fullName: 'QQQ' });
    for (const [i, [username, fullName]] of people.entries()) {
      names.set(await tables.person({ username, fullName, createdAt: new Date(Date.UTC(2026, 0, i + 1)) }), username);
    }
    for (const [i, content] of posts.entries()) {
      const times = { created_at: new Date(Date.UTC(2026, 0, i + 1)), updated_at: new Date() };
      const id = tables.unknownId();
      postIds.push(id);
      await knex('posts').insert({ id, author_id: viewer, content, visibility: 'PUBLIC', ...times });
      await knex('post_search').insert({ post_id: id, ...searchDocument(content) });
    }
  });

  it('people, in the same order', async () => {
    const directory = new KnexPersonDirectory(new KnexSession(knexOf()), new FakeClock(new Date(Date.UTC(2026, 2, 1))));
    for (const [q, usernames] of foundPeople) {
      const found = await directory.search(q, viewer, { page: 1, limit: 10 });
      expect(
        found.items.map(({ id }) => names.get(id)),
        q,
      ).to.deep.equal(usernames);
    }
  });

  const columns = { folded: 's.folded', latin: 's.latin', words: 's.words' };
  async function postsFound(matches: typeof matchesWords, q: string): Promise<number[]> {
    const [knex, asked] = [knexOf(), searchQuery(q)];
    const rows = await knex('post_search as s')
      .join('posts as p', 'p.id', 's.post_id')
      .modify(matches, columns, asked)
      .select({ id: 'p.id', at: rankedTime(knex, 'p.created_at', columns, asked) })
      .orderBy('at', 'desc');
    return rows.map(({ id }: { id: string }) => postIds.indexOf(id));
  }

  it('words of long texts, in any order, those in the own script first', async () => {
    for (const [q, found] of foundPosts) expect(await postsFound(matchesWords, q), q).to.deep.equal(found);
  });

  it('words with a mistake', async () => {
    for (const q of ['ველოსიპადი', 'velosipeti', 'იყიდება ველოსიპადი']) {
      expect(await postsFound(matchesNearly, q), q).to.deep.equal([3]);
    }
    for (const q of ['%', '', 'ab', 'xqzwvk']) expect(await postsFound(matchesNearly, q), q).to.deep.equal([]);
  });
}
