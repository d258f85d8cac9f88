import type { Knex } from 'knex';
import { Argon2PasswordHasher } from '../../src/adapters/argon2/argon2-password-hasher.js';
import { insertComments } from './comments.js';
import type { Filling } from './filling.js';
import { putUp, takeDown, vacuum } from './indexes.js';
import { benchPassword } from './logins.js';
import { insertFollows, insertPeople } from './people.js';
import { planOf } from './plan.js';
import { insertHashtags, insertPosts } from './posts.js';
import type { Progress } from './progress.js';
import { insertBlocks, insertLikes, insertSaves } from './reactions.js';
import { dropWorkingTables, makeWorkingTables } from './working-tables.js';

/** Fills a migrated database that holds nobody yet. Twice the same, but for the moments, which end now, and the ids made from them. */
export async function fill(knex: Knex, scale: number, progress: Progress): Promise<void> {
  const plan = planOf(scale);
  const passwordHash = await new Argon2PasswordHasher().hash(benchPassword);
  const filling: Filling = { knex, plan, progress, until: new Date(), passwordHash };
  await makeWorkingTables(filling);
  const taken = await takeDown(filling);
  await insertFollows(filling);
  await insertPeople(filling);
  await insertPosts(filling);
  await insertHashtags(filling);
  await insertLikes(filling);
  await insertSaves(filling);
  await insertComments(filling);
  await insertBlocks(filling);
  await putUp(filling, taken);
  await dropWorkingTables(filling);
  await vacuum(filling);
}
