import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const template = `import type { Knex } from 'knex';

/** What changes, and why it is safe for the version that is running now (expand first, contract in a later release). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(\`
    -- alter table … add column …
  \`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(\`
    -- alter table … drop column …
  \`);
}
`;

/** Migrations run in the order of their names, so a new one comes after all there are, whatever the clock says. */
function nextStamp(existing: readonly string[], now: Date): string {
  const byClock = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const last =
    existing
      .map((file) => file.slice(0, 14))
      .sort()
      .at(-1) ?? '0';
  return byClock > last ? byClock : String(BigInt(last) + 100n);
}

/**
 * Writes `<directory>/<timestamp>_<name>.ts` and resolves with its path. Words of the name are joined by `_`.
 * @throws RangeError when nothing is left of the name, or the name is taken.
 */
export async function makeMigration(directory: string, name: string, now = new Date()): Promise<string> {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (slug === '') throw new RangeError('A migration needs a name, such as "add listing prices"');
  await mkdir(directory, { recursive: true });
  const existing = (await readdir(directory)).filter((file) => /^\d{14}_.*\.ts$/.test(file));
  const same = existing.find((file) => file.slice(15, -3) === slug);
  if (same) throw new RangeError(`There is a migration of that name: ${same}`);
  const file = path.join(directory, `${nextStamp(existing, now)}_${slug}.ts`);
  await writeFile(file, template, { flag: 'wx' });
  return file;
}
