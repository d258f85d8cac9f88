import { expect } from 'chai';
import type { Knex } from 'knex';
import { features } from '../../../src/composition/container.js';
import { InvalidationTable, type LoadingCache } from '../../../src/core/caching/index.js';
import { statementsOf } from './statement-plans.js';

const table = new InvalidationTable(features.flatMap(({ invalidations }) => (invalidations ? [invalidations] : [])));

/** What this event ends, as the features of the product declare it. */
export const tagsOf = (eventName: string, payload: object): readonly string[] => table.tagsOf(eventName, payload);

/** A second read asks the database nothing; after the event the next one does. */
export async function expectKeptUntil(
  knex: Knex,
  cache: LoadingCache,
  read: () => Promise<unknown>,
  eventName: string,
  payload: object,
): Promise<void> {
  const first = await read();
  expect(await statementsOf(knex, read), 'read once more').to.equal(0);
  expect(await read()).to.deep.equal(first);
  await cache.invalidate(tagsOf(eventName, payload));
  expect(await statementsOf(knex, read), `after ${eventName}`).to.be.greaterThan(0);
  expect(await statementsOf(knex, read), 'and once more').to.equal(0);
}
