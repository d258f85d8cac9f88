import { Clock, IdGenerator } from '../../src/core/kernel/index.js';
import type { PostVisibility } from '../../src/core/posts/index.js';
import { endEverything } from './behind-the-cache.js';
import type { TestApp } from './build-test-app.js';
import type { Person } from './people.js';

export interface PostWishes {
  readonly content?: string;
  readonly visibility?: PostVisibility;
  readonly createdAt?: Date;
}

/** The id of a post written straight into the tables: for tests whose subject is not posting. Public unless said otherwise; counts nowhere. */
export async function insertPost(app: TestApp, { id: authorId }: Pick<Person, 'id'>, wishes: PostWishes = {}): Promise<string> {
  const id = app.container.get(IdGenerator).next();
  const createdAt = wishes.createdAt ?? app.container.get(Clock).now();
  await app.knex('posts').insert({
    id,
    author_id: authorId,
    content: wishes.content ?? 'a ride in the mountains',
    visibility: wishes.visibility ?? 'PUBLIC',
    created_at: createdAt,
    updated_at: createdAt,
  });
  await endEverything(app);
  return id;
}
