import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { WinstonLogger } from '../../../src/adapters/winston/winston-logger.js';
import { runInScope } from '../../../src/core/observability/index.js';
import { loggerContract } from '../../contracts/logger.contract.js';
import { nodeProgram } from '../../startup/program.js';

describe('WinstonLogger', () => {
  let directory: string;
  let opened: { logger: WinstonLogger; descriptor: number }[] = [];

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-log-'));
  });
  afterEach(() => {
    for (const { logger, descriptor } of opened) {
      logger.close();
      closeSync(descriptor);
    }
    opened = [];
    rmSync(directory, { recursive: true });
  });

  const open = (level: 'error' | 'warn' | 'info' | 'debug', json: boolean): { logger: WinstonLogger; written: () => string } => {
    const file = path.join(directory, `lines-${opened.length}`);
    const descriptor = openSync(file, 'w');
    const logger = new WinstonLogger({ level, json, descriptor });
    opened.push({ logger, descriptor });
    return {
      logger,
      written: () => {
        logger.flush();
        return readFileSync(file, 'utf8');
      },
    };
  };

  for (const json of [true, false]) {
    describe(json ? 'as JSON' : 'as text for people', () => loggerContract((level) => open(level, json)));
  }

  it('writes one JSON object a line, with the names that log collectors look for', () => {
    const { logger, written } = open('info', true);
    runInScope({ requestId: 'r-1', userId: 'u-1' }, () =>
      logger.log('warn', 'http', 'slow', { durationMs: 900, email: 'nino@example.ge' }),
    );
    const line = JSON.parse(written()) as Record<string, unknown>;
    expect(line).to.deep.include({ level: 'warn', context: 'http', message: 'slow', requestId: 'r-1', userId: 'u-1' });
    expect(line['metadata']).to.deep.equal({ durationMs: 900, email: 'n***@example.ge' });
    expect(new Date(String(line['timestamp'])).toISOString()).to.equal(line['timestamp']);
  });

  it('keeps the codes of errors, which say what kind they are', () => {
    const { logger, written } = open('info', true);
    logger.log('error', 'db', 'failed', { error: Object.assign(new Error('duplicate'), { code: '23505' }) });
    expect((JSON.parse(written()) as { metadata: { error: object } }).metadata.error).to.include({ code: '23505' });
  });

  it('writes nothing once it is closed, for its descriptor may be somebody else’s', async () => {
    const { logger, written } = open('info', true);
    logger.log('info', 'app', 'before');
    logger.close();
    logger.log('info', 'app', 'after');
    await delay(60);
    expect(written().match(/"message":"\w+"/g)).to.deep.equal(['"message":"before"']);
  });

  it('tells the causes of an error under it, for people', () => {
    const { logger, written } = open('info', false);
    logger.log('error', 'db', 'failed', { error: new Error('outer', { cause: new Error('inner') }) });
    expect(written()).to.match(/Error: outer\n\s+at .*\n(.*\n)*caused by Error: inner\n/);
  });

  for (const [ending, how] of [
    ['exit', 'process.exit right after the last line'],
    ['end', 'coming to its end'],
    ['throw', 'an error that nobody caught'],
  ] as const) {
    it(`loses none of 20,000 lines of a process that ends by ${how}, though its reader is slow`, async () => {
      const [program, words] = nodeProgram('tests/adapters/winston/fixtures/talkative.ts', ending);
      const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'] });
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        child.stdout.pause();
        setTimeout(() => child.stdout.resume(), 2);
      });
      await once(child, 'close');
      const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
      expect(lines).to.have.length(20_000);
      const numbers = lines.map((line) => (JSON.parse(line) as { metadata: { n: number } }).metadata.n);
      expect(numbers.every((n, position) => n === position)).to.equal(true);
    });
  }
});
