import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Knex } from 'knex';

const isMigration = (file: string): boolean => /^\d{14}_[a-z0-9_]+\.(ts|js)$/.test(file);

/** Migrations named without extension, so that a database migrated from source and one migrated from the build look the same. */
export class ExtensionlessMigrations implements Knex.MigrationSource<string> {
  constructor(private readonly directory: string) {}

  async getMigrations(): Promise<string[]> {
    return (await readdir(this.directory)).filter(isMigration).sort();
  }

  getMigrationName(file: string): string {
    return file.replace(/\.(ts|js)$/, '');
  }

  async getMigration(file: string): Promise<Knex.Migration> {
    return (await import(pathToFileURL(path.join(this.directory, file)).href)) as Knex.Migration;
  }
}
