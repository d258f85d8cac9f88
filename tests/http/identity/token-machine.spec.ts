import { expect } from 'chai';
import fc from 'fast-check';
import type { Container } from 'inversify';
import { KnexActorReader } from '../../../src/adapters/postgres/identity/knex-actor-reader.js';
import { KnexSessionRepository } from '../../../src/adapters/postgres/identity/knex-session-repository.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { ActorReader, PasswordHasher, type RevocationReason, SessionRepository } from '../../../src/core/identity/index.js';
import { type Actor, Clock } from '../../../src/core/kernel/index.js';
import { RateLimiter } from '../../../src/core/security/index.js';
import { buildTestApp, type TestApp, type TestAppOptions } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { CountingHasher } from './counting-hasher.js';
import { type Act, beginStory, type Real, stories } from './token-machine.js';

/** The limit on refreshes of one session is not the subject. */
class NoLimit extends RateLimiter {
  override consume(): Promise<{ allowed: true; limit: number; remaining: number; resetSeconds: number }> {
    return Promise.resolve({ allowed: true, limit: 1, remaining: 1, resetSeconds: 1 });
  }

  override reset(): Promise<void> {
    return Promise.resolve();
  }
}

/** Takes any token of the session that was ever good. */
class ForgivingSessions extends KnexSessionRepository {
  override async rotate(rotation: Parameters<KnexSessionRepository['rotate']>[0]): Promise<string | undefined> {
    const state = await this.find(rotation.id, rotation.at);
    return (await super.rotate(rotation)) ?? (state?.open ? state.userId : undefined);
  }
}

const deafTo = (deaf: RevocationReason) =>
  class extends KnexSessionRepository {
    override revoke(...[id, userId, reason, at]: Parameters<KnexSessionRepository['revoke']>): Promise<boolean> {
      return reason === deaf ? Promise.resolve(true) : super.revoke(id, userId, reason, at);
    }

    override revokeAll(...[userId, reason, at, exceptId]: Parameters<KnexSessionRepository['revokeAll']>): Promise<number> {
      return reason === deaf ? Promise.resolve(0) : super.revokeAll(userId, reason, at, exceptId);
    }
  };

/** An instance that looks once. */
class RememberedActors extends KnexActorReader {
  readonly #seen = new Map<string, Actor | undefined>();

  override async find(userId: string, sessionId: string): Promise<Actor | undefined> {
    const seen = this.#seen.get(sessionId) ?? (await super.find(userId, sessionId));
    this.#seen.set(sessionId, seen);
    return seen;
  }
}

const sessionsAre = (Class: typeof KnexSessionRepository) => (container: Container) => {
  container
    .rebind(SessionRepository)
    .toDynamicValue(({ container: all }) => new Class(all.get(KnexSession)))
    .inSingletonScope();
};
const remembering = (container: Container): void => {
  const make = (all: Pick<Container, 'get'>): ActorReader => new RememberedActors(all.get(KnexSession), all.get(Clock));
  container
    .rebind(ActorReader)
    .toDynamicValue(({ container: all }) => make(all))
    .inSingletonScope();
};

interface Sabotage {
  /** Where the right ones are rare among all, and only their order is to be found. */
  readonly acts?: readonly Act[];
  readonly bindings?: (container: Container) => void;
  readonly config?: NonNullable<TestAppOptions['config']>;
}

const sabotages: Readonly<Record<string, Sabotage>> = {
  'old refresh tokens that are taken for ever': { bindings: sessionsAre(ForgivingSessions), acts: ['refresh', 'replay'] },
  'a family that outlives the reuse of its token': { bindings: sessionsAre(deafTo('reuse')), acts: ['refresh', 'replay'] },
  'a session that outlives its logout': { bindings: sessionsAre(deafTo('sign-out')), acts: ['refresh', 'signOut'] },
  'sessions that outlive a changed password': {
    bindings: sessionsAre(deafTo('password-changed')),
    acts: ['refresh', 'changePassword'],
  },
  'an instance that remembers who signed in': { bindings: remembering },
  'a lost reply that ends the session': { config: { tokens: { refreshGraceSeconds: 0 } } },
  'a grace of an hour': { config: { tokens: { refreshGraceSeconds: 3_600 } }, acts: ['refresh', 'loseReply', 'wait'] },
  'sessions that last a day longer': { config: { tokens: { refreshSeconds: 8 * 86_400 } }, acts: ['refresh', 'wait'] },
};

describe('sessions and their tokens, whatever happens at two instances', function () {
  this.timeout(60_000);
  const clock = new FakeClock();
  let first: TestApp;
  let second: TestApp;
  const start = (beside?: TestApp, { bindings, config }: Sabotage = {}): Promise<TestApp> =>
    buildTestApp(
      (container) => {
        container.rebind(Clock).toConstantValue(clock);
        container.rebind(PasswordHasher).toConstantValue(new CountingHasher());
        container.rebind(RateLimiter).toConstantValue(new NoLimit());
        bindings?.(container);
      },
      { ...(config ? { config } : {}), ...(beside ? { beside } : {}) },
    );
  before(async () => {
    first = await start();
    second = await start(first);
  });
  after(async () => {
    await second.close();
    await first.close();
  });

  const property = (real: Real, met = new Set<string>(), acts?: readonly Act[]) =>
    fc.asyncProperty(stories(acts), async (story) => {
      const model = await beginStory(real);
      await fc.asyncModelRun(() => ({ model, real }), story);
      for (const one of model.met) met.add(one);
    });

  it('each token works exactly as long as it should, at both', async () => {
    const seed = Number(process.env['MODEL_SEED'] ?? 1);
    const met = new Set<string>();
    await fc.assert(property({ instances: [first, second], clock }, met), { seed, numRuns: 8, endOnFailure: true });
    const expected = [
      'rotates',
      'repeats',
      'ends the session',
      'is refused',
      'ban',
      'signOut',
      'signOutEverywhere',
      'changePassword',
    ];
    expect([...met], `seed ${seed}: what the stories came to`).to.include.members([...expected, 'refreshAtOnce', 'loseReply']);
  });

  for (const [what, sabotage] of Object.entries(sabotages)) {
    it(`would show ${what}`, async () => {
      const broken = await start(first, sabotage);
      try {
        const real = { instances: [first, broken], clock };
        const { failed } = await fc.check(property(real, undefined, sabotage.acts), { seed: 1, numRuns: 60, endOnFailure: true });
        expect(failed).to.equal(true);
      } finally {
        await broken.close();
      }
    });
  }
});
