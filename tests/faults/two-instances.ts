import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { GuardedEntryStore, InvalidationFeed } from '../../src/core/caching/index.js';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { eventually } from '../support/eventually.js';
import { type KeptAnswer, keptFeature, Numbers } from '../support/kept-feature.js';
import { createPerson, type Person } from '../support/people.js';

const metricsToken = 'a-token-for-machines-only';
/** The client of Redis itself would wait so long: whoever answers sooner was bounded by the program. */
const clientTimeoutMs = 60_000;
/** Of one answer. Far above what the program promises, because a test machine may be busy; far below the client's. */
const answerWithinMs = 5_000;
/** What an instance may not have heard of the other for 2 s (see InvalidationFeed), and time for a busy machine. */
const heardWithinMs = 20_000;

/** One instance of the application, what it was asked, and what it answered. */
class Instance {
  readonly slowest = { ms: 0, path: '' };
  answers = 0;
  /** The highest number it has shown or made, by id: a smaller one afterwards is stale. */
  readonly #seen = new Map<string, number>();
  #writes = 0;

  constructor(
    readonly app: TestApp,
    private readonly person: Person,
  ) {}

  get guard(): GuardedEntryStore {
    return this.app.container.get(GuardedEntryStore);
  }

  get isCurrent(): boolean {
    return this.app.container.get(InvalidationFeed).isCurrent();
  }

  async read(id: string): Promise<KeptAnswer> {
    const known = this.#seen.get(id) ?? 0;
    const answer = await this.#ask<KeptAnswer>('get', `/api/v1/kept/${id}`, 200);
    expect(answer.value, `${id}: what this instance showed before`).to.be.at.least(known);
    this.#saw(id, answer.value);
    return answer;
  }

  async raise(id: string): Promise<number> {
    const { value } = await this.#ask<{ value: number }>('post', `/api/v1/kept/${id}`, 201);
    this.#saw(id, value);
    return value;
  }

  /** Routes of the product: public reads, and a change that its maker reads. */
  async useProduct(): Promise<void> {
    for (const path of ['/listings/categories', '/stats', '/posts/trending']) await this.#ask('get', `/api/v1${path}`, 200);
    this.#writes += 1;
    const bio = `ride ${this.#writes}`;
    await this.#ask('patch', '/api/v1/users/me', 200, { bio });
    const profile = await this.#ask<{ bio: string }>('get', `/api/v1/users/${this.person.username}`, 200);
    expect(profile.bio).to.equal(bio);
    expect((await this.app.http.get('/health/ready')).status).to.equal(200);
  }

  /** Names of the checks that fail, as administrators see them. */
  async failing(): Promise<string[]> {
    const { body } = await this.app.http.get('/health').set('authorization', `Bearer ${metricsToken}`).expect(200);
    return (body.checks as { name: string; ok: boolean }[]).filter(({ ok }) => !ok).map(({ name }) => name);
  }

  #saw(id: string, value: number): void {
    this.#seen.set(id, Math.max(value, this.#seen.get(id) ?? 0));
  }

  async #ask<T>(method: 'get' | 'post' | 'patch', path: string, status: number, body?: object): Promise<T> {
    const startedAt = performance.now();
    const answer = await this.app.http[method](path).set('authorization', this.person.authorization).send(body);
    const ms = performance.now() - startedAt;
    this.answers += 1;
    if (ms > this.slowest.ms) Object.assign(this.slowest, { ms, path });
    expect(answer.status, `${method} ${path}: ${answer.text}`).to.equal(status);
    expect(ms, `${method} ${path}`).to.be.below(answerWithinMs);
    return answer.body.data as T;
  }
}

/** Two instances on one Redis: what each promises while that is in trouble, and after it. */
export class TwoInstances {
  private constructor(
    readonly numbers: Numbers,
    readonly a: Instance,
    readonly b: Instance,
  ) {}

  static async on(url: string): Promise<TwoInstances> {
    const numbers = new Numbers();
    const prefix = `bikearea-test-${randomBytes(4).toString('hex')}`;
    const redis = { url, prefix, commandTimeoutMs: clientTimeoutMs };
    const start = async (): Promise<Instance> => {
      const app = await buildTestApp(undefined, { config: { redis, metricsToken }, extra: [keptFeature(numbers)] });
      return new Instance(app, await createPerson(app));
    };
    return new TwoInstances(numbers, await start(), await start());
  }

  get both(): readonly Instance[] {
    return [this.a, this.b];
  }

  /** Keeps these numbers in both instances and in Redis. */
  async prime(ids: readonly string[]): Promise<void> {
    await eventually('current', () => this.both.every(({ isCurrent }) => isCurrent));
    for (const instance of this.both) for (const id of ids) await instance.read(id);
    for (const instance of this.both) {
      for (const id of ids) expect((await instance.read(id)).tier).to.equal('process');
    }
  }

  /**
   * Reads at both and changes at both, many at once, for so long (ms). Each instance shows its own changes at once; what the other changed it
   * shows at the end.
   */
  async work(ids: readonly string[], forMs: number): Promise<void> {
    const end = performance.now() + forMs;
    const reader = async (instance: Instance, id: string): Promise<void> => {
      while (performance.now() < end) await instance.read(id);
    };
    const writer = async (instance: Instance, id: string): Promise<void> => {
      while (performance.now() < end) {
        const written = await instance.raise(id);
        expect((await instance.read(id)).value).to.be.at.least(written);
      }
    };
    const product = async (instance: Instance): Promise<void> => {
      while (performance.now() < end) await instance.useProduct();
    };
    await Promise.all(
      this.both.flatMap((instance) => [
        product(instance),
        ...ids.flatMap((id) => [reader(instance, id), reader(instance, id), writer(instance, id)]),
      ]),
    );
    await this.agree(ids);
  }

  /** Both show what is true, soon. */
  async agree(ids: readonly string[]): Promise<void> {
    const now = String(await Promise.all(ids.map((id) => this.numbers.of(id))));
    for (const instance of this.both) {
      const shown = async (): Promise<string> =>
        String((await Promise.all(ids.map((id) => instance.read(id)))).map(({ value }) => value));
      await eventually('the true numbers', async () => (await shown()) === now, heardWithinMs);
      expect(await shown()).to.equal(now);
    }
  }

  /** Waits until Redis is used again by both, and checks that it is: what one loads the other finds, and nobody loads twice. */
  async healed(ids: readonly string[]): Promise<void> {
    await eventually('healed', () => this.both.every(({ guard, isCurrent }) => guard.state === 'closed' && isCurrent), 20_000);
    await this.agree(ids);
    await eventually('kept again', async () => {
      await this.a.raise('after');
      await this.a.read('after');
      return (await this.b.read('after')).tier === 'shared' && (await this.b.read('after')).tier === 'process';
    });
    // What the trouble held back may still arrive and empty a process once more: that is safe, and over soon.
    await eventually('kept in both processes', async () => {
      for (const instance of this.both) for (const id of ids) await instance.read(id);
      const { reads } = this.numbers;
      const again = await Promise.all(this.both.flatMap((instance) => ids.map((id) => instance.read(id))));
      return this.numbers.reads === reads && again.every(({ tier }) => tier === 'process');
    });
    for (const instance of this.both) await instance.useProduct();
  }

  /** Redis must answer by then. */
  async close(): Promise<void> {
    await Promise.all(this.both.map(({ app }) => app.close()));
  }
}
