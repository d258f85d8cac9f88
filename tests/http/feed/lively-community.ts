import type { PostVisibility } from '../../../src/core/posts/index.js';
import { FeedModel, type ModelPost } from '../../contracts/feed-model.js';
import type { TestApp } from '../../support/build-test-app.js';
import type { FakeClock } from '../../support/fake-clock.js';
import type { Person } from '../../support/people.js';
import type { SeededRandom } from '../../support/seeded-random.js';
import { PeopleApi } from '../profiles/people-api.js';
import type { PostsApi } from '../posts/posts-api.js';

const visibilities: readonly PostVisibility[] = ['PUBLIC', 'PUBLIC', 'PUBLIC', 'FOLLOWERS', 'PRIVATE'];

/** People around a reader who do things at random through HTTP; `model` keeps what the feed must hold. The clock often stands still. */
export class LivelyCommunity {
  readonly model = new FeedModel();
  readonly #everybody: readonly Person[];
  readonly #people: PeopleApi;
  readonly #doings: readonly (() => Promise<void>)[] = [
    () => this.#write(),
    () => this.#write(),
    () => this.#delete(),
    () => this.#hide(),
    () => this.#follow(),
    () => this.#unfollow(),
    () => this.#block(),
    () => this.#unblock(),
    () => this.#ban(),
    () => this.#repost(),
    () => this.#repost(),
  ];

  constructor(
    private readonly app: TestApp,
    private readonly posts: PostsApi,
    private readonly clock: FakeClock,
    private readonly random: SeededRandom,
    private readonly reader: Person,
    private readonly others: readonly Person[],
  ) {
    this.#everybody = [reader, ...others];
    this.#people = new PeopleApi(app);
  }

  async begin(): Promise<void> {
    for (const whom of this.others.slice(0, 4)) {
      await this.#people.follow(this.reader, whom).expect(200);
      this.model.follow(this.reader.id, whom.id);
    }
    for (let i = 0; i < 30; i += 1) await this.#write();
    for (let i = 0; i < 8; i += 1) await this.#repost();
  }

  async doSomething(): Promise<void> {
    await this.random.pick(this.#doings)();
  }

  get #free(): readonly Person[] {
    return this.#everybody.filter(({ id }) => !this.model.banned.has(id));
  }

  #some(holds: (post: ModelPost) => boolean): ModelPost | undefined {
    const found = [...this.model.posts.values()].filter((post) => !post.deleted && holds(post));
    return found.length > 0 ? this.random.pick(found) : undefined;
  }

  #byFree = ({ authorId }: ModelPost): boolean => !this.model.banned.has(authorId);

  #person(id: string): Person {
    return this.#everybody.find((person) => person.id === id) as Person;
  }

  async #write(): Promise<void> {
    if (this.random.chance(0.4)) this.clock.advance(1);
    const who = this.random.pick(this.#free);
    const visibility = this.random.pick(visibilities);
    const { id, createdAt } = await this.posts.write(who, 'hello', { visibility });
    this.model.add({ id, authorId: who.id, at: new Date(createdAt), visibility, repostOfId: null, deleted: false });
  }

  async #repost(): Promise<void> {
    const who = this.random.pick(this.#free);
    const original = this.#some(
      (post) =>
        post.repostOfId === null &&
        post.visibility === 'PUBLIC' &&
        (post.authorId === who.id || (this.#byFree(post) && !this.model.blocked(who.id, post.authorId))),
    );
    if (!original) return;
    const { body } = await this.posts.send('post', `/${original.id}/repost`, who).expect(200);
    const { id, createdAt } = body.data as { id: string; createdAt: string };
    const repost = { id, authorId: who.id, at: new Date(createdAt), repostOfId: original.id, deleted: false } as const;
    if (!this.model.posts.has(id)) this.model.add({ ...repost, visibility: 'PUBLIC' });
  }

  async #delete(): Promise<void> {
    const post = this.#some(this.#byFree);
    if (!post) return;
    await this.posts.send('delete', `/${post.id}`, this.#person(post.authorId)).expect(200);
    post.deleted = true;
  }

  async #hide(): Promise<void> {
    const post = this.#some((one) => one.repostOfId === null && this.#byFree(one));
    if (!post) return;
    post.visibility = this.random.pick(visibilities);
    await this.posts.send('patch', `/${post.id}`, this.#person(post.authorId)).send({ visibility: post.visibility }).expect(200);
  }

  async #follow(): Promise<void> {
    const whom = this.random.pick(this.others);
    if (this.model.banned.has(whom.id) || this.model.blocked(this.reader.id, whom.id)) return;
    await this.#people.send('put', `/${whom.id}/follow`, this.reader).expect(200);
    this.model.follow(this.reader.id, whom.id);
  }

  async #unfollow(): Promise<void> {
    const whom = this.random.pick(this.others);
    if (this.model.banned.has(whom.id) || this.model.blocked(this.reader.id, whom.id)) return;
    await this.#people.unfollow(this.reader, whom).expect(200);
    this.model.unfollow(this.reader.id, whom.id);
  }

  async #block(): Promise<void> {
    const other = this.random.pick(this.others);
    if (this.model.banned.has(other.id)) return;
    const [who, whom] = this.random.chance(0.5) ? [this.reader, other] : [other, this.reader];
    await this.#people.send('put', `/${whom.id}/block`, who).expect(200);
    this.model.block(who.id, whom.id);
  }

  async #unblock(): Promise<void> {
    const other = this.random.pick(this.others);
    if (this.model.banned.has(other.id)) return;
    for (const [who, whom] of [
      [this.reader, other],
      [other, this.reader],
    ] as const) {
      await this.#people.unblock(who, whom).expect(200);
      this.model.unblock(who.id, whom.id);
    }
  }

  /** Or lets go again whoever is. */
  async #ban(): Promise<void> {
    const { id } = this.random.pick(this.others);
    const isOver = this.model.banned.delete(id);
    if (!isOver) this.model.banned.add(id);
    await this.app
      .knex('users')
      .where({ id })
      .update({ banned_at: isOver ? null : this.clock.now() });
  }
}
