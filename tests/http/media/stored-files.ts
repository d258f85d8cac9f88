import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';

export interface MediaRow {
  readonly id: string;
  readonly owner_id: string | null;
  readonly kind: string;
  readonly status: string;
  readonly variants: readonly { readonly name: string; readonly key: string; readonly width: number; readonly height: number }[];
  readonly blurhash: string;
}

function filesUnder(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));
}

/** Temporary files of uploads. */
export const temporaryFiles = (app: TestApp): string[] => filesUnder(path.join(app.application.config.dataDir, 'uploads'));

/** Keys of what lies in the storage; half-written objects would show too. */
export const storedKeys = (directory: string): string[] =>
  filesUnder(directory)
    .map((file) => file.replace(/@object$/, ''))
    .sort();

export const mediaDirectory = (app: TestApp): string => path.join(app.application.config.dataDir, 'media');

export const mediaRows = (app: TestApp, ownerId?: string): Promise<MediaRow[]> =>
  app
    .knex('media')
    .where(ownerId === undefined ? {} : { owner_id: ownerId })
    .orderBy('id');

export const keysIn = (rows: readonly MediaRow[]): string[] =>
  rows.flatMap(({ variants }) => variants.map(({ key }) => key)).sort();

/** Once everything is delivered: each file has its row, each row its files, each profile picture is attached, and no other is. */
export async function expectNothingLeftOver(app: TestApp, directory: string = mediaDirectory(app)): Promise<void> {
  await app.settle();
  // They go right after the answer.
  await eventually('no temporary file is left', () => temporaryFiles(app).length === 0);
  const rows = await mediaRows(app);
  expect(storedKeys(directory), 'stored objects').to.deep.equal(keysIn(rows));
  const shown = await app.knex('users').select<{ avatar_id: string | null; cover_id: string | null }[]>('avatar_id', 'cover_id');
  const attached = rows.filter(({ kind, status }) => status === 'attached' && ['avatar', 'cover'].includes(kind));
  expect(attached.map(({ id }) => id).sort(), 'attached').to.deep.equal(
    shown
      .flatMap((person) => [person.avatar_id, person.cover_id])
      .filter((id) => id !== null)
      .sort(),
  );
}

export const pathOf = (url: string): string => new URL(url).pathname;
