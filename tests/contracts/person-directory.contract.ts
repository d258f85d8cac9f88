import { expect } from 'chai';
import type { Keyset, Page, PageRequest } from '../../src/core/kernel/index.js';
import type { PersonCard, PersonDirectory } from '../../src/core/profiles/index.js';
import type { PeopleWorld } from './people-world.js';

export interface PersonDirectoryHarness extends PeopleWorld {
  make(): PersonDirectory;
}

type List = (page: PageRequest) => Promise<Page<PersonCard> | undefined>;

const first: PageRequest = { page: 1, limit: 10 };
const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

async function ids(list: List, page = first): Promise<string[]> {
  const found = await list(page);
  if (!found) throw new Error('the list is not shown');
  return found.items.map(({ id }) => id);
}

async function byCursor(list: List, limit: number): Promise<string[]> {
  const met: string[] = [];
  let after: Keyset | undefined;
  do {
    const found: Page<PersonCard> | undefined = await list({ page: 1, limit, ...(after ? { after } : {}) });
    if (!found) throw new Error('the list is not shown');
    met.push(...found.items.map(({ id }) => id));
    after = found.next;
  } while (after);
  return met;
}

/** What every PersonDirectory promises (src/core/profiles/ports/person-directory.ts). */
export function personDirectoryContract(harness: PersonDirectoryHarness): void {
  describe('PersonDirectory contract', () => {
    let directory: PersonDirectory;
    before(() => {
      directory = harness.make();
    });

    const lists: [string, (owner: string, viewer?: string) => List, (owner: string, who: string, time: Date) => Promise<void>][] =
      [
        [
          'followers',
          (owner, viewer) => (page) => directory.followers(owner, viewer, page),
          (owner, who, time) => harness.follow(who, owner, time),
        ],
        [
          'following',
          (owner, viewer) => (page) => directory.following(owner, viewer, page),
          (owner, who, time) => harness.follow(owner, who, time),
        ],
        [
          'blockedBy',
          (owner) => (page) => directory.blockedBy(owner, page),
          (owner, who, time) => harness.block(owner, who, time),
        ],
      ];
    for (const [name, listOf, tie] of lists) {
      it(`${name}: newest first, equal times by id, the same by page and by cursor; the total is that of the whole list`, async () => {
        const owner = await harness.person();
        const people = await Promise.all(Array.from({ length: 5 }, () => harness.person({ bio: 'hello' })));
        for (const [i, who] of people.entries()) await tie(owner, who, at(i < 3 ? 1 : 2));
        const [early, late] = [people.slice(0, 3).sort().reverse(), people.slice(3).sort().reverse()];
        const expected = [...late, ...early];
        const list = listOf(owner);
        expect(await ids(list)).to.deep.equal(expected);
        for (const limit of [1, 2, 5, 6]) {
          expect(await byCursor(list, limit)).to.deep.equal(expected);
          expect(await ids(list, { page: 2, limit })).to.deep.equal(expected.slice(limit, 2 * limit));
        }
        const past = await list({ page: 9, limit: 2 });
        expect(past).to.deep.equal({ items: [], total: 5 });
        const [card] = (await list(first))?.items ?? [];
        expect(card).to.have.all.keys('id', 'username', 'fullName', 'avatarKey', 'bio', 'isFollowing');
        expect(card).to.include({ bio: 'hello', avatarKey: null, isFollowing: false });
      });
    }

    for (const [name, listOf, tie] of lists.slice(0, 2)) {
      it(`${name}: hides and does not count the unverified, the banned, and blocks in either direction; marks whom the viewer follows`, async () => {
        const [owner, viewer] = [await harness.person(), await harness.person()];
        const [seen, followed, blocked, blocker, unverified, banned, free] = [
          await harness.person(),
          await harness.person(),
          await harness.person(),
          await harness.person(),
          await harness.person({ verified: false }),
          await harness.person({ bannedUntil: null }),
          await harness.person({ bannedUntil: harness.now() }),
        ];
        for (const who of [seen, followed, blocked, blocker, unverified, banned, free]) await tie(owner, who, at(1));
        await harness.follow(viewer, followed);
        await harness.block(viewer, blocked);
        await harness.block(blocker, viewer);
        const found = await listOf(owner, viewer)(first);
        expect(found?.total).to.equal(3);
        expect(Object.fromEntries((found?.items ?? []).map((card) => [card.id, card.isFollowing]))).to.deep.equal({
          [seen]: false,
          [followed]: true,
          [free]: false,
        });
        expect(await ids(listOf(owner))).to.have.members([seen, followed, blocked, blocker, free]);
      });

      it(`${name}: is not there for a person the viewer does not get to see; is there, empty, for one nobody is tied to`, async () => {
        const [owner, viewer] = [await harness.person(), await harness.person()];
        const hidden = [
          harness.unknownId(),
          await harness.person({ verified: false }),
          await harness.person({ bannedUntil: null }),
        ];
        for (const id of hidden) expect(await listOf(id, viewer)(first)).to.equal(undefined);
        expect(await listOf(hidden[1] ?? '', hidden[1])(first)).to.deep.equal({ items: [], total: 0 });
        await harness.block(owner, viewer);
        expect(await listOf(owner, viewer)(first)).to.equal(undefined);
        expect(await listOf(viewer, owner)(first)).to.deep.equal({ items: [], total: 0 });
        expect(await listOf(owner)(first)).to.deep.equal({ items: [], total: 0 });
      });
    }

    it('blockedBy: shows also those who blocked back and the banned, to the one who must be able to unblock them', async () => {
      const owner = await harness.person();
      const [back, banned] = [await harness.person(), await harness.person({ bannedUntil: null })];
      for (const who of [back, banned]) await harness.block(owner, who);
      await harness.block(back, owner);
      expect(await ids((page) => directory.blockedBy(owner, page))).to.have.members([back, banned]);
    });

    describe('search', () => {
      let me: string;
      before(async () => {
        me = await harness.person();
      });
      const search =
        (text: string): List =>
        (page) =>
          directory.search(text, me, page);

      it('finds parts of username and full name in any letter case, Georgian capitals included', async () => {
        const id = await harness.person({ username: 'Gia_Offroad', fullName: 'ᲒᲘᲐ Gelashvili' });
        for (const text of ['gia_off', 'OFFROAD', 'გია', 'ᲒᲘᲐ', 'გია gela', 'SHVILI'])
          expect(await ids(search(text)), text).to.deep.equal([id]);
        const across = await harness.person({ username: 'across', fullName: 'Offroad გია' });
        expect(await ids(search('offroad გია'))).to.deep.equal([across]);
      });

      it('takes every character as itself', async () => {
        const percent = await harness.person({ username: 'only_one', fullName: '7% \\ "q"' });
        for (const text of ['7%', '% \\', '\\', '"', 'y_o']) expect(await ids(search(text)), text).to.deep.equal([percent]);
        for (const text of ['7_', '%%', '\\\\', "'", '?']) expect(await ids(search(text)), text).to.deep.equal([]);
      });

      it('orders by exact username, beginning, and the rest, newest first in each; the same by page and by cursor', async () => {
        const expected: string[] = [];
        for (const [username, time] of [
          ['honda', 1],
          ['honda_b', 5],
          ['honda_a', 5],
          ['honda_c', 2],
          ['old_honda', 9],
          ['a_honda', 3],
        ] as const) {
          expected.push(await harness.person({ username, createdAt: at(time) }));
        }
        expected.splice(1, 2, ...expected.slice(1, 3).sort().reverse());
        for (const limit of [1, 2, 6, 9]) expect(await byCursor(search('HONDA'), limit)).to.deep.equal(expected);
        expect(await ids(search('honda'), { page: 2, limit: 4 })).to.deep.equal(expected.slice(4));
        expect(await search('honda')({ page: 5, limit: 4 })).to.deep.equal({ items: [], total: 6 });
        expect(await search('suzuki')(first)).to.deep.equal({ items: [], total: 0 });
      });

      it('hides and does not count the unverified, the banned, and blocks in either direction', async () => {
        const wish = (username: string): { username: string } => ({ username: `zz_${username}` });
        const seen = await harness.person(wish('seen'));
        await harness.person({ ...wish('unverified'), verified: false });
        await harness.person({ ...wish('banned'), bannedUntil: null });
        await harness.block(me, await harness.person(wish('blocked')));
        await harness.block(await harness.person(wish('blocker')), me);
        const found = await search('zz_')(first);
        expect(found?.total).to.equal(1);
        expect(found?.items.map(({ id }) => id)).to.deep.equal([seen]);
      });
    });
  });
}
