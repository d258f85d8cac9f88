import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
import { FaultyLink } from '../support/faulty-link.js';
import { OwnRedis } from '../support/own-redis.js';
import { TwoInstances } from './two-instances.js';

const ids = ['x', 'y'];
describe('while Redis is in trouble every read is answered, and afterwards nothing is old', function () {
  this.timeout(90_000);
  let server: OwnRedis;
  let link: FaultyLink;
  let two: TwoInstances;

  beforeEach(async () => {
    server = await OwnRedis.start();
    link = await FaultyLink.to(server.url);
    two = await TwoInstances.on(link.redisUrl);
    await two.prime(ids);
  });
  afterEach(async () => {
    server.thaw();
    await two.close();
    await link.close();
    await server.kill();
  });

  it('not in trouble', async () => {
    await two.work(ids, 1_000);
    await two.healed(ids);
  });

  it('frozen', async () => {
    server.freeze();
    await two.work(ids, 3_000);
    expect(two.numbers.notTaken).to.be.greaterThan(0);
    for (const { guard, isCurrent } of two.both) {
      expect(guard.state).to.not.equal('closed');
      expect(isCurrent).to.equal(false);
    }
    expect(await two.a.failing()).to.have.members(['redis', 'cache']);
    server.thaw();
    await two.healed(ids);
    expect(await two.a.failing()).to.deep.equal([]);
  });

  it('frozen, when a change is not even sent to it', async () => {
    server.freeze();
    await eventually('open', async () => {
      await two.a.raise('other');
      return two.a.guard.state !== 'closed';
    });
    await two.a.raise('x');
    server.thaw();
    await two.healed(ids);
  });

  it('killed, and empty when it is back', async () => {
    await server.kill();
    await two.work(ids, 2_000);
    await server.restart();
    await two.healed(ids);
  });

  it('killed, and back with what it kept earlier', async () => {
    const earlier = await server.texts();
    expect(Object.keys(earlier).filter((key) => key.includes('entry:kept:x'))).to.have.length(1);
    await two.a.raise('x');
    await two.agree(ids);
    link.refuses = true;
    link.cut();
    await server.restart();
    await server.keep(earlier);
    link.refuses = false;
    await two.healed(ids);
  });

  it('full', async () => {
    await server.fill();
    await two.work(ids, 2_000);
    await server.empty();
    await two.healed(ids);
  });

  it('full, when what it keeps is still used, and ended by changes', async () => {
    await server.fill();
    await eventually('a change that Redis took', async () => {
      const { notTaken } = two.numbers;
      await two.a.raise('x');
      return two.numbers.notTaken === notTaken;
    });
    await two.agree(ids);
    await server.empty();
    await two.healed(ids);
  });

  it('slow', async () => {
    link.delayMs = 300;
    await two.work(ids, 3_000);
    expect(two.numbers.notTaken).to.be.greaterThan(0);
    link.delayMs = 0;
    await two.healed(ids);
  });

  it('cut off again and again', async () => {
    const cuts = async (): Promise<void> => {
      for (let i = 0; i < 15; i += 1) {
        await sleep(50 + 37 * (i % 5));
        link.cut();
      }
    };
    await Promise.all([cuts(), two.work(ids, 2_500)]);
    await two.healed(ids);
  });

  it('frozen, killed, full and well again in turn', async () => {
    const troubles = async (): Promise<void> => {
      for (let i = 0; i < 3; i += 1) {
        server.freeze();
        await sleep(400);
        server.thaw();
        await sleep(300);
        await server.restart();
        await server.fill();
        await sleep(300);
        await server.empty();
        link.cut();
        await sleep(300);
      }
    };
    await Promise.all([troubles(), two.work(ids, 4_000)]);
    await two.healed(ids);
  });
});
