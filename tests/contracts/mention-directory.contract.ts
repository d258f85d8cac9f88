import { expect } from 'chai';
import type { MentionDirectory, PostVisibility } from '../../src/core/posts/index.js';
import type { PeopleWorld } from './people-world.js';

export interface MentionDirectoryHarness extends PeopleWorld {
  make(): MentionDirectory;
}

/** What every MentionDirectory promises (src/core/posts/ports/mention-directory.ts). */
export function mentionDirectoryContract(harness: MentionDirectoryHarness): void {
  describe('MentionDirectory contract', () => {
    let directory: MentionDirectory;
    let writer: string;
    let author: string;
    let made = 0;
    before(() => {
      directory = harness.make();
    });
    beforeEach(async () => {
      [writer, author] = [await harness.person(), await person('Author')];
    });
    const person = (name: string, wishes: { verified?: boolean; bannedUntil?: Date | null } = {}): Promise<string> => {
      made += 1;
      return harness.person({ ...wishes, username: `${name}_${made}` });
    };
    /** Of these names (without their number) the people who are meant, by a comment of `writer` under a post of `author`. */
    const meant = (names: readonly string[], visibility: PostVisibility = 'PUBLIC', by = writer): Promise<string[]> =>
      directory.mentioned(names, { writerId: by, postAuthorId: author, visibility });
    const nameOf = (name: string): string => `${name.toLowerCase()}_${made}`;

    it('knows people by username in lower case, and passes over unknown names', async () => {
      const id = await person('Nino_R');
      expect(await meant([nameOf('Nino_R'), 'nobody_has_it'])).to.deep.equal([id]);
      expect(await meant(['nobody_has_it'])).to.deep.equal([]);
      expect(await meant([])).to.deep.equal([]);
    });

    it('leaves out the writer, but not the author under whose post he writes', async () => {
      const authorName = nameOf('Author');
      expect(await meant([authorName])).to.deep.equal([author]);
      expect(await meant([authorName], 'PUBLIC', author)).to.deep.equal([]);
    });

    it('leaves out the unverified and the banned, but not those whose ban is over', async () => {
      for (const wishes of [{ verified: false }, { bannedUntil: null }, { bannedUntil: new Date(harness.now().getTime() + 1) }]) {
        await person('hidden', wishes);
        expect(await meant([nameOf('hidden')]), JSON.stringify(wishes)).to.deep.equal([]);
      }
      const free = await person('free', { bannedUntil: harness.now() });
      expect(await meant([nameOf('free')])).to.deep.equal([free]);
    });

    it('leaves out those who stand in a block, in either direction, with the writer or the author of the post', async () => {
      const ties: ((id: string) => Promise<void>)[] = [
        (id) => harness.block(writer, id),
        (id) => harness.block(id, writer),
        (id) => harness.block(author, id),
        (id) => harness.block(id, author),
      ];
      for (const tie of ties) {
        const id = await person('tied');
        expect(await meant([nameOf('tied')])).to.deep.equal([id]);
        await tie(id);
        expect(await meant([nameOf('tied')])).to.deep.equal([]);
      }
    });

    it('of a post for followers: those who follow its author, and the author', async () => {
      const authorName = nameOf('Author');
      const follower = await person('follower');
      const followerName = nameOf('follower');
      await person('stranger');
      const strangerName = nameOf('stranger');
      await harness.follow(follower, author);
      expect(await meant([authorName, followerName, strangerName], 'FOLLOWERS')).to.have.members([author, follower]);
    });

    it('of a private post: its author alone', async () => {
      const authorName = nameOf('Author');
      const follower = await person('follower');
      await harness.follow(follower, author);
      expect(await meant([authorName, nameOf('follower')], 'PRIVATE')).to.deep.equal([author]);
      expect(await meant([authorName, nameOf('follower')], 'PRIVATE', author)).to.deep.equal([]);
    });
  });
}
