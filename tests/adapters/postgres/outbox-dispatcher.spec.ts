import { expect } from 'chai';
import type { DomainEvent, EventHandler } from '../../../src/core/kernel/index.js';
import { currentScope } from '../../../src/core/observability/index.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { handler, OutboxBench } from './outbox-bench.js';

describe('OutboxDispatcher', () => {
  let database: TestDatabase;
  let clock: FakeClock;
  let handled: string[];
  let failing: boolean;

  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(async () => {
    await database.knex('outbox_events').del();
    clock = new FakeClock();
    handled = [];
    failing = false;
  });

  const rows = (): Promise<{ name: string; attempts: number; last_error: string | null; failed_at: Date | null }[]> =>
    database.knex('outbox_events').orderBy('seq').select('name', 'attempts', 'last_error', 'failed_at');
  const noting = (name: string, as = name): EventHandler =>
    handler(name, async () => {
      if (failing) throw new Error('the mail server is away');
      handled.push(as);
    });

  it('calls every handler of an event, in their order, and forgets the event then', async () => {
    const bench = new OutboxBench(database.knex, clock, [noting('a', 'first'), noting('b'), noting('a', 'second')]);
    await bench.outbox.record('a', {});
    await bench.dispatcher.drain();
    expect(handled).to.deep.equal(['first', 'second']);
    expect(await rows()).to.deep.equal([]);
  });

  it('one handler that fails keeps none of the others from its turn, and all are called again', async () => {
    const bench = new OutboxBench(database.knex, clock, [noting('a'), handler('a', async () => void handled.push('other'))]);
    failing = true;
    await bench.outbox.record('a', {});
    await bench.dispatcher.drain();
    expect(handled).to.deep.equal(['other']);
    failing = false;
    clock.advance(1_000);
    await bench.dispatcher.drain();
    expect(handled).to.deep.equal(['other', 'a', 'other']);
    expect(await rows()).to.deep.equal([]);
  });

  it('forgets an event that nobody handles', async () => {
    const bench = new OutboxBench(database.knex, clock, []);
    await bench.outbox.record('nobody.cares', {});
    await bench.dispatcher.drain();
    expect(await rows()).to.deep.equal([]);
  });

  it('delivers what a handler records in turn', async () => {
    const bench: OutboxBench = new OutboxBench(database.knex, clock, [
      handler('a', () => bench.outbox.record('b', {})),
      noting('b'),
    ]);
    await bench.outbox.record('a', {});
    await bench.dispatcher.drain();
    expect(handled).to.deep.equal(['b']);
  });

  it('runs each delivery in a scope of its own, named after the event', async () => {
    const scopes: (string | undefined)[] = [];
    const bench = new OutboxBench(database.knex, clock, [
      handler('a', async ({ id }: DomainEvent) => {
        scopes.push(currentScope()?.requestId === `event-${id}` ? 'its own' : currentScope()?.requestId);
      }),
    ]);
    await bench.outbox.record('a', {});
    await bench.dispatcher.drain();
    expect(scopes).to.deep.equal(['its own']);
  });

  it('tries again after 1, 2, 4 … seconds, and the events behind it do not wait', async () => {
    const bench = new OutboxBench(database.knex, clock, [noting('a'), handler('b', async () => void handled.push('b'))]);
    failing = true;
    await bench.outbox.record('a', {});
    await bench.outbox.record('b', {});
    await bench.dispatcher.drain();
    expect(handled).to.deep.equal(['b']);
    for (const [position, seconds] of [1, 2, 4, 8].entries()) {
      expect((await rows())[0]).to.include({ attempts: position + 1, last_error: 'Error: the mail server is away' });
      clock.advance(seconds * 1_000 - 1);
      await bench.dispatcher.drain();
      expect((await rows())[0]?.attempts, `before ${seconds} s`).to.equal(position + 1);
      clock.advance(1);
      await bench.dispatcher.drain();
      expect((await rows())[0]?.attempts, `after ${seconds} s`).to.equal(position + 2);
    }
    failing = false;
    clock.advance(16_000);
    await bench.dispatcher.drain();
    expect(handled).to.deep.equal(['b', 'a']);
    expect(await rows()).to.deep.equal([]);
    expect(bench.lines.all.map(({ level }) => level)).to.deep.equal(Array.from({ length: 5 }, () => 'warn'));
    expect(bench.errors.all).to.deep.equal([]);
  });

  it('gives up after the last try: reported once, kept with its error, not tried again', async () => {
    const bench = new OutboxBench(database.knex, clock, [noting('a')], { maxAttempts: 3 });
    failing = true;
    await bench.outbox.record('a', {});
    for (let n = 0; n < 6; n += 1) {
      await bench.dispatcher.drain();
      clock.advance(3_600_000);
    }
    const [row] = await rows();
    expect(row).to.include({ attempts: 3, last_error: 'Error: the mail server is away' });
    expect(row?.failed_at).to.be.instanceOf(Date);
    expect(bench.errors.all).to.have.length(1);
    expect(bench.errors.all[0]?.context).to.include({ event: 'a' });
    expect(bench.lines.all.map(({ level }) => level)).to.deep.equal(['warn', 'warn', 'error']);
  });

  it('gives up an event that ended the process each time', async () => {
    const bench = new OutboxBench(database.knex, clock, [noting('a')], { maxAttempts: 3 });
    await bench.outbox.record('a', {});
    await database.knex('outbox_events').update({ attempts: 3 });
    await bench.dispatcher.drain();
    expect(handled).to.deep.equal([]);
    expect((await rows())[0]?.last_error).to.match(/process ended each time/);
    expect(bench.errors.all).to.have.length(1);
  });

  it('leaves what another process has claimed until that lease is over', async () => {
    const bench = new OutboxBench(database.knex, clock, [noting('a')], { leaseSeconds: 60 });
    await bench.outbox.record('a', {});
    await database.knex('outbox_events').update({ claimed_until: new Date(clock.now().getTime() + 60_000) });
    clock.advance(60_000);
    await bench.dispatcher.drain();
    expect(handled).to.deep.equal([]);
    clock.advance(1);
    await bench.dispatcher.drain();
    expect(handled).to.deep.equal(['a']);
  });

  it('does not deliver twice what waited so long behind slow events that another process took it', async () => {
    const second = new OutboxBench(database.knex, clock, [noting('slow', 'slow, second'), noting('b', 'b, second')]);
    const first: OutboxBench = new OutboxBench(database.knex, clock, [
      handler('slow', async () => {
        handled.push('slow, first');
        clock.advance(61_000);
        // Meanwhile, in the other process: the lease of both is over.
        await second.dispatcher.drain();
      }),
      noting('b', 'b, first'),
    ]);
    await first.outbox.record('slow', {});
    await first.outbox.record('b', {});
    await first.dispatcher.drain();
    expect(handled).to.deep.equal(['slow, first', 'slow, second', 'b, second']);
    expect(await rows()).to.deep.equal([]);
  });

  it('delivers soon after a commit once it is started, and nothing after it is stopped', async () => {
    const bench = new OutboxBench(database.knex, clock, [noting('a')], { pollMs: 60_000 });
    bench.dispatcher.start();
    await bench.runner.run(() => bench.outbox.record('a', {}));
    await eventually('the event is handled', () => handled.length === 1);
    await bench.dispatcher.stop();
    await bench.outbox.record('a', {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(handled).to.deep.equal(['a']);
    expect(await rows()).to.have.length(1);
  });

  it('finds by itself what another process recorded', async () => {
    const bench = new OutboxBench(database.knex, clock, [noting('a')], { pollMs: 20 });
    bench.dispatcher.start();
    await new OutboxBench(database.knex, clock, []).outbox.record('a', {});
    await eventually('the event is handled', () => handled.length === 1);
    await bench.dispatcher.stop();
  });

  it('finishes the event in hand when it is stopped, and leaves the others to whoever comes at once', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = new OutboxBench(database.knex, clock, [
      handler('a', async () => {
        handled.push('begun');
        await held;
        handled.push('finished');
      }),
      noting('b', 'b, first'),
    ]);
    await first.outbox.record('a', {});
    await first.outbox.record('b', {});
    first.dispatcher.start();
    await eventually('the first event is begun', () => handled.includes('begun'));
    const stopped = first.dispatcher.stop();
    release();
    await stopped;
    expect(handled).to.deep.equal(['begun', 'finished']);
    const second = new OutboxBench(database.knex, clock, [noting('b', 'b, second')]);
    await second.dispatcher.drain();
    expect(handled).to.deep.equal(['begun', 'finished', 'b, second']);
  });

  it('says so when the table cannot be read, and goes on later', async () => {
    const bench = new OutboxBench(database.knex, clock, [noting('a')], { pollMs: 20 });
    await bench.outbox.record('a', {});
    await database.knex.raw('alter table outbox_events rename to outbox_away');
    bench.dispatcher.start();
    await eventually('the fault is logged', () => bench.lines.all.some(({ level }) => level === 'error'));
    await database.knex.raw('alter table outbox_away rename to outbox_events');
    await eventually('the event is handled', () => handled.length === 1);
    await bench.dispatcher.stop();
  });
});
