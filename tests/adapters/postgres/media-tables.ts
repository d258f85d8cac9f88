import type { Knex } from 'knex';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';

export const ids = new UuidV7Generator();
const then = new Date('2026-01-01T00:00:00.000Z');

export async function insertPerson(knex: Knex): Promise<string> {
  const id = ids.next();
  await knex('users').insert({
    id,
    email: `${id}@example.ge`,
    username: id,
    username_key: id,
    full_name: 'Rider',
    password_hash: 'none',
    verification_ref: ids.next(),
    search_text: id,
    created_at: then,
    updated_at: then,
  });
  return id;
}

export async function insertPicture(knex: Knex): Promise<string> {
  const id = ids.next();
  const variants = JSON.stringify([{ name: '200x200', key: `avatar/${id}/200x200.webp`, width: 200, height: 200 }]);
  const times = { created_at: then, updated_at: then };
  await knex('media').insert({
    id,
    kind: 'avatar',
    status: 'attached',
    variants,
    blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
    ...times,
  });
  return id;
}
