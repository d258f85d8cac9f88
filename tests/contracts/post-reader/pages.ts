import type { Keyset, Page, PageRequest } from '../../../src/core/kernel/index.js';
import type { PostReader, PostView } from '../../../src/core/posts/index.js';
import type { PostWorld } from '../post-world.js';

export interface PostReaderHarness extends PostWorld {
  make(): PostReader;
}

export type PostList = (page: PageRequest) => Promise<Page<PostView> | undefined>;

export const firstPage: PageRequest = { page: 1, limit: 50 };
export const atSecond = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

export async function idsIn(list: PostList, page = firstPage): Promise<string[]> {
  const found = await list(page);
  if (!found) throw new Error('the list is not shown');
  return found.items.map(({ id }) => id);
}

export async function idsByCursor(list: PostList, limit: number): Promise<string[]> {
  const met: string[] = [];
  let after: Keyset | undefined;
  do {
    const found: Page<PostView> | undefined = await list({ page: 1, limit, ...(after ? { after } : {}) });
    if (!found) throw new Error('the list is not shown');
    met.push(...found.items.map(({ id }) => id));
    after = found.next;
  } while (after);
  return met;
}
