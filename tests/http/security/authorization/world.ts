import { PasswordHasher, TokenIssuer } from '../../../../src/core/identity/index.js';
import { IdGenerator } from '../../../../src/core/kernel/index.js';
import { type ApiKeyScope, apiKeyScopes } from '../../../../src/core/api-keys/index.js';
import type { TestApp } from '../../../support/build-test-app.js';
import { createPerson, type Person } from '../../../support/people.js';
import { blue, encoderOf, paint } from '../../../support/pictures.js';
import { CommentsApi } from '../../comments/comments-api.js';
import { goodPassword } from '../../identity/sign-up.js';
import { PostsApi } from '../../posts/posts-api.js';
import { ban } from '../../profiles/people-api.js';

/** Who calls. `owner` is whose things are asked for; `revoked` has a token whose session has ended; `unscopedKey` every scope but the right one. */
export const callers = [
  ...(['anonymous', 'stranger', 'owner', 'moderator', 'administrator', 'banned', 'revoked', 'unscopedKey'] as const),
];
export type Caller = (typeof callers)[number];

const dayMs = 86_400_000;

/** People, and what the owner has. Everything asked for is new: a call may use it up. */
export class World {
  readonly posts: PostsApi;
  readonly comments: CommentsApi;
  readonly #keys = new Map<string, string>();

  private constructor(
    readonly app: TestApp,
    readonly owner: Person,
    readonly stranger: Person,
    readonly moderator: Person,
    readonly administrator: Person,
    readonly banned: Person,
    /** None of the callers. */
    readonly bystander: Person,
    readonly picture: Buffer,
  ) {
    this.posts = new PostsApi(app);
    this.comments = new CommentsApi(app);
  }

  static async in(app: TestApp): Promise<World> {
    const picture = await encoderOf(paint(64, 64, () => blue))
      .jpeg()
      .toBuffer();
    const [owner, stranger, banned] = [await createPerson(app), await createPerson(app), await createPerson(app)];
    const [moderator, administrator] = [
      await createPerson(app, { role: 'MODERATOR' }),
      await createPerson(app, { role: 'ADMIN' }),
    ];
    await ban(app, banned);
    return new World(app, owner, stranger, moderator, administrator, banned, await createPerson(app), picture);
  }

  /** The `Authorization` of a caller, of a session that nobody has used. */
  async authorizationOf(caller: Caller, scope: ApiKeyScope | undefined): Promise<string | undefined> {
    if (caller === 'anonymous') return undefined;
    if (caller === 'unscopedKey') return this.#keyWithout(scope);
    const person = caller === 'revoked' ? this.stranger : this[caller];
    const { id, authorization } = await this.session(person);
    if (caller === 'revoked')
      await this.app.knex('sessions').where({ id }).update({ revoked_at: new Date(), revoked_reason: 'logout' });
    return authorization;
  }

  async session({ id: userId }: Person): Promise<{ id: string; authorization: string }> {
    const id = this.app.container.get(IdGenerator).next();
    const now = new Date();
    await this.app.knex('sessions').insert({
      id,
      user_id: userId,
      refresh_hash: 'none',
      rotated_at: now,
      created_at: now,
      last_used_at: now,
      expires_at: new Date(now.getTime() + dayMs),
    });
    return { id, authorization: `Bearer ${await this.app.container.get(TokenIssuer).issue({ userId, sessionId: id })}` };
  }

  /** Everybody has `goodPassword` (again). */
  async setPasswords(): Promise<void> {
    const hash = await this.app.container.get(PasswordHasher).hash(goodPassword);
    await this.app.knex('users').update({ password_hash: hash });
  }

  async post(visibility = 'PUBLIC'): Promise<string> {
    return (await this.posts.write(await this.#signedIn(this.owner), 'a ride', { visibility })).id;
  }

  async comment(postId?: string): Promise<string> {
    return (await this.comments.add(postId ?? (await this.post()), await this.#signedIn(this.owner))).id;
  }

  somebody(): Promise<Person> {
    return createPerson(this.app);
  }

  /** Of a post of the owner, made by the stranger; decided on by the administrator where an action is given. */
  async report(action?: 'REMOVE'): Promise<string> {
    const { authorization } = await this.#signedIn(this.stranger);
    const reported = this.app.http.post(`/api/v1/posts/${await this.post()}/report`).set('authorization', authorization);
    const { id } = (await reported.send({ category: 'SPAM' }).expect(201)).body.data as { id: string };
    if (action) {
      const decision = this.app.http.post(`/api/v1/admin/reports/${id}/decision`);
      await decision
        .set('authorization', (await this.#signedIn(this.administrator)).authorization)
        .send({ action })
        .expect(200);
    }
    return id;
  }

  /** Somebody whom nobody sees. */
  unseen(): Promise<Person> {
    return createPerson(this.app, { verified: false });
  }

  /** Below a post that only the owner sees. */
  async hiddenComment(): Promise<string> {
    return this.comment(await this.post('PRIVATE'));
  }

  /** Of a picture that the owner shows. */
  async picturesId(): Promise<string> {
    const { authorization } = await this.#signedIn(this.owner);
    const upload = this.app.http.patch('/api/v1/media/avatar').set('authorization', authorization);
    await upload.attach('avatar', this.picture, 'photo.jpg').expect(200);
    const row = await this.app.knex('users').where({ id: this.owner.id }).first<{ avatar_id: string }>('avatar_id');
    return row.avatar_id;
  }

  /** That the owner has. */
  async notification(): Promise<string> {
    const post = await this.post();
    await this.posts.send('put', `/${post}/like`, await this.#signedIn(this.stranger)).expect(200);
    await this.app.settle();
    const row = await this.app
      .knex('notifications')
      .where({ recipient_id: this.owner.id })
      .orderBy('created_at', 'desc')
      .first<{ id: string }>('id');
    return row.id;
  }

  async apiKey(): Promise<string> {
    return (await this.#makeKey(['posts:read'])).id;
  }

  /** With a session that no call has ended. */
  async #signedIn(person: Person): Promise<Person> {
    return { ...person, authorization: (await this.session(person)).authorization };
  }

  async #keyWithout(scope: ApiKeyScope | undefined): Promise<string> {
    const scopes = apiKeyScopes.filter((other) => other !== scope);
    const known = this.#keys.get(scopes.join());
    const text = known ?? (await this.#makeKey(scopes)).key;
    this.#keys.set(scopes.join(), text);
    return `Bearer ${text}`;
  }

  async #makeKey(scopes: readonly ApiKeyScope[]): Promise<{ id: string; key: string }> {
    const { authorization } = await this.#signedIn(this.administrator);
    const call = this.app.http.post('/api/v1/admin/api-keys').set('authorization', authorization);
    return (await call.send({ name: 'x', scopes }).expect(201)).body.data as { id: string; key: string };
  }
}
