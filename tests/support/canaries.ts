import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Container } from 'inversify';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import { WinstonLogger } from '../../src/adapters/winston/winston-logger.js';
import type { Config } from '../../src/config/index.js';
import { type LogFields, type LogLevel, Logger } from '../../src/core/observability/index.js';
import { goodPassword } from '../http/identity/sign-up.js';

/** Told of a fault, whatever test is running. */
export type Tell = (fault: string) => void;

/** Texts that only ever stand in a request, an answer to whom they belong, or a table: access tokens, API keys, hashes of passwords. */
const secretTexts = [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, /\bbka_[0-9A-Za-z]{36}\b/, /\$argon2(id?|d)\$/];

/** Whole addresses and numbers of the people that tests make up. */
const contacts = [/\brider\w*@example\.ge/, /\+995599000000/];

/** What a statement holds only where somebody wrote a value into its text: ids that nobody wrote by hand, and people. */
const values = [/'(?!0{8}|f{8})[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'/, /\brider_\d/, ...contacts];

/** The faults in what a log holds. */
export function secretsIn(text: string, planted: readonly string[]): string[] {
  const patterns = [...secretTexts, ...contacts].filter((pattern) => pattern.test(text)).map(String);
  return [...planted.filter((secret) => text.includes(secret)).map((secret) => `"${secret}"`), ...patterns];
}

/** Passes lines on, and writes all of them, whatever their level, as production would. */
class CopyingLogger extends Logger {
  constructor(
    private readonly inner: Logger,
    private readonly copy: Logger,
  ) {
    super();
  }

  override log(level: LogLevel, context: string, message: string, fields?: LogFields): void {
    this.copy.log(level, context, message, fields);
    this.inner.log(level, context, message, fields);
  }
}

/** Reads every line of an application's log (and so every error report) as it would be written, and tells of secrets when it ends. */
export function watchLog(container: Container, { tokens }: Config, tell: Tell): { end(): void } {
  const file = path.join(tmpdir(), `bikearea-test-log-${randomUUID()}`);
  const descriptor = openSync(file, 'w');
  const copy = new WinstonLogger({ level: 'debug', json: true, descriptor });
  const inner = container.get(Logger);
  container.rebind(Logger).toConstantValue(new CopyingLogger(inner, copy));
  return {
    end() {
      copy.close();
      closeSync(descriptor);
      const planted = [tokens.accessSecret, ...tokens.acceptedAccessSecrets, tokens.refreshSecret, goodPassword];
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        for (const secret of secretsIn(line, planted)) tell(`a line of the log holds ${secret}: ${line.slice(0, 200)}`);
      }
      rmSync(file);
    },
  };
}

/** Tells of statements that hold a value in their text, where a place for one belongs. */
export function watchStatements(knex: Knex, tell: Tell): void {
  knex.on('query', ({ sql }: { sql: string }) => {
    const found = values.find((value) => value.test(sql));
    if (found) tell(`a statement holds a value (${found}): ${sql.slice(0, 300)}`);
  });
}

const forbidden = new Set(['keys', 'flushall', 'flushdb', 'monitor']);

/** Tells of commands that stop a Redis server for everybody, by any client of this process, from now on. */
export function watchRedis(tell: Tell): void {
  const send = Redis.prototype.sendCommand;
  Redis.prototype.sendCommand = function watched(command, stream) {
    if (forbidden.has(command.name.toLowerCase())) tell(`Redis was sent ${command.name.toUpperCase()}`);
    return send.call(this, command, stream);
  };
}
