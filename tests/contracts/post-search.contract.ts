import { expect } from 'chai';
import type { Keyset, PageRequest } from '../../src/core/kernel/index.js';
import type { PostSearch } from '../../src/core/posts/index.js';
import type { PostWishes } from './post-world.js';

export interface PostSearchHarness {
  make(): PostSearch;
  person(): Promise<string>;
  block(blockerId: string, blockedId: string): Promise<void>;
  /** The id of a new post whose words can be searched. */
  post(authorId: string, wishes: PostWishes): Promise<string>;
}

const first: PageRequest = { page: 1, limit: 10 };
const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

/** What every PostSearch promises (src/core/posts/ports/post-search.ts). */
export function postSearchContract(harness: PostSearchHarness): void {
  describe('PostSearch contract', () => {
    let search: PostSearch;
    let author: string;
    before(async () => {
      search = harness.make();
      author = await harness.person();
    });

    const found = async (text: string, viewer?: string, page = first): Promise<string[]> =>
      (await search.search(text, viewer, page)).items.map(({ id }) => id);

    it('finds every word or its beginning, in any order and either script; the own script first, then the newest', async () => {
      const [georgian, older, latin] = [
        await harness.post(author, { content: 'კარბურატორი სუფთაა, ვყიდი ჩაფხუტს', at: at(2) }),
        await harness.post(author, { content: 'ჩაფხუტი და კარბურატორი', at: at(1) }),
        await harness.post(author, { content: 'karburatori ar muSaobs', at: at(3) }),
      ];
      expect(await found('კარბურატორი')).to.deep.equal([georgian, older, latin]);
      expect(await found('karburatori')).to.deep.equal([latin, georgian, older]);
      expect(await found('ჩაფხუტ კარბ')).to.deep.equal([georgian, older]);
      expect(await found('chapkhuti karburatori')).to.have.members([older]);
    });

    it('looks for what is nearly there only where nothing is', async () => {
      const post = await harness.post(author, { content: 'ამორტიზატორი', at: at(5) });
      expect(await found('ამორტიზატორე')).to.deep.equal([post]);
      const exact = await harness.post(author, { content: 'ამორტიზატორე', at: at(4) });
      expect(await found('ამორტიზატორე')).to.deep.equal([exact]);
      expect((await search.search('ბლახბლუხი', undefined, first)).total).to.equal(0);
      expect(await found('!')).to.deep.equal([]);
    });

    it('shows what the viewer gets to see, and counts no more', async () => {
      const [stranger, blocked] = [await harness.person(), await harness.person()];
      await harness.block(author, blocked);
      const open = await harness.post(author, { content: 'გადაცემათა კოლოფი', at: at(1) });
      const own = await harness.post(author, { content: 'გადაცემათა კოლოფი', visibility: 'PRIVATE', at: at(2) });
      await harness.post(author, { content: 'გადაცემათა კოლოფი', deleted: true, at: at(3) });
      expect(await found('გადაცემათა', author)).to.deep.equal([own, open]);
      for (const viewer of [stranger, undefined]) {
        const page = await search.search('გადაცემათა', viewer, first);
        expect([page.items.map(({ id }) => id), page.total]).to.deep.equal([[open], 1]);
      }
      expect((await search.search('გადაცემათა', blocked, first)).total).to.equal(0);
    });

    it('is the same by page and by cursor, equal times by id; past the end the total stays', async () => {
      const posts: string[] = [];
      for (let i = 0; i < 7; i += 1) posts.push(await harness.post(author, { content: 'დიფერენციალი', at: at(i < 4 ? 1 : 2) }));
      const expected = [...posts.slice(4).sort().reverse(), ...posts.slice(0, 4).sort().reverse()];
      const met: string[] = [];
      let after: Keyset | undefined;
      do {
        const page = await search.search('diperentsiali', undefined, { page: 1, limit: 2, ...(after ? { after } : {}) });
        met.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after);
      expect(met).to.deep.equal(expected);
      expect(await found('diperentsiali', undefined, { page: 2, limit: 3 })).to.deep.equal(expected.slice(3, 6));
      expect(await search.search('diperentsiali', undefined, { page: 9, limit: 3 })).to.deep.equal({ items: [], total: 7 });
    });
  });
}
