import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { connectServer } from '../../src/adapters/postgres/knex-factory.js';
import { requireDatabaseUrl } from '../support/services.js';

const limits = {
  poolSize: 4,
  ssl: false,
  acquireTimeoutMs: 10_000,
  statementTimeoutMs: 60_000,
  lockTimeoutMs: 10_000,
  idleInTransactionTimeoutMs: 60_000,
};

/** A database on the server of the services lane in which nothing has been done yet: for programs that prepare it themselves. */
export class EmptyDatabase {
  private constructor(
    readonly url: string,
    readonly knex: Knex,
    private readonly name: string,
  ) {}

  static async create(prefix = 'bikearea_start'): Promise<EmptyDatabase> {
    const name = `${prefix}_${process.pid}_${randomBytes(4).toString('hex')}`;
    const address = new URL(requireDatabaseUrl());
    const admin = connectServer({ ...limits, url: address.href });
    await admin.raw('create database ??', [name]);
    await admin.destroy();
    address.pathname = `/${name}`;
    return new EmptyDatabase(address.href, connectServer({ ...limits, url: address.href }), name);
  }

  async drop(): Promise<void> {
    await this.knex.destroy();
    const admin = connectServer({ ...limits, url: requireDatabaseUrl() });
    await admin.raw('drop database if exists ?? with (force)', [this.name]);
    await admin.destroy();
  }
}
