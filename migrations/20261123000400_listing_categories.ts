import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table listing_categories (
      id uuid primary key,
      slug text not null unique,
      name_ka text not null,
      name_en text not null,
      icon text,
      parent_id uuid references listing_categories (id) on delete restrict,
      position integer not null
    );
    create index listing_categories_parent on listing_categories (parent_id, position);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table listing_categories');
}
