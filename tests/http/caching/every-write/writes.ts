import { seedReference } from '../../../../seeds/reference.js';
import { RefreshTrending } from '../../../../src/core/feed/index.js';
import { EnsureFirstAdmin } from '../../../../src/core/identity/index.js';
import type supertest from 'supertest';
import { endEverything } from '../../../support/behind-the-cache.js';
import type { TestApp } from '../../../support/build-test-app.js';
import { createPerson, type Person } from '../../../support/people.js';
import { blue, encoderOf, paint, red } from '../../../support/pictures.js';
import { codeFor, goodPassword, login, register } from '../../identity/sign-up.js';
import { apiKeyWrites } from './api-key-writes.js';
import { staffWrites } from './staff-writes.js';
import type { ReadName } from './reads.js';
import type { World } from './world.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

type Outcome = supertest.Test | supertest.Response | void;

export interface Write {
  /** Before anything is read. What it answers is handed to `make`. */
  readonly prepare?: (app: TestApp, world: World) => Promise<string>;
  readonly make: (app: TestApp, world: World, prepared: string) => Outcome | Promise<Outcome>;
  /** The reads that answer something else afterwards, to guests or to the writer. */
  readonly changes: readonly ReadName[];
  /** The writer is refused from then on. */
  readonly signsOut?: true;
}

const send = (app: TestApp, method: Method, path: string, who?: Person): supertest.Test => {
  const request = app.http[method](`/api/v1${path}`);
  return who ? request.set('authorization', who.authorization) : request;
};

/** Done by the writer, as the whole of a write or before one. */
const own = (method: Method, path: (world: World) => string, body?: object) => (app: TestApp, world: World) => {
  const request = send(app, method, path(world), world.writer);
  return body ? request.send(body) : request;
};
const after = (...before: ReturnType<typeof own>[]): Write['prepare'] => {
  return async (app, world) => {
    for (const write of before) succeeded(await write(app, world));
    await app.settle();
    return '';
  };
};
const succeeded = ({ status, text }: supertest.Response): void => {
  if (status >= 300) throw new Error(`${status} ${text}`);
};

const picture = (colour: typeof red): Promise<Buffer> =>
  encoderOf(paint(64, 64, () => colour))
    .jpeg()
    .toBuffer();
const upload =
  (slot: 'avatar' | 'cover', colour: typeof red) =>
  async (app: TestApp, { writer }: World) =>
    send(app, 'patch', `/media/${slot}`, writer).attach(slot, await picture(colour), 'photo.jpg');
const withPicture = (slot: 'avatar' | 'cover'): Write['prepare'] => {
  return async (app, world) => {
    succeeded(await upload(slot, red)(app, world));
    const row = await app.knex('users').where({ id: world.writer.id }).first<Record<string, string>>(`${slot}_id`);
    return row[`${slot}_id`] ?? '';
  };
};

const notification: Write['prepare'] = async (app, { writer }) => {
  const { body } = await send(app, 'get', '/notifications', writer).expect(200);
  return body.data[0].id as string;
};
const registered: Write['prepare'] = (app, { newcomer }) => register(app, newcomer);
const refreshTokenOf = async (app: TestApp, { newcomer }: World): Promise<string> => {
  const userId = await register(app, newcomer);
  const code = await codeFor(app, newcomer.email);
  const verified = send(app, 'post', '/auth/verify-otp').send({ userId, code, type: 'EMAIL' });
  return (await verified.expect(200)).body.data.tokens.refreshToken as string;
};
const forgotten = async (app: TestApp, { newcomer: { email } }: World): Promise<string> =>
  (await send(app, 'post', '/auth/forgot-password').send({ email }).expect(200)).body.data.userId as string;

const like = (method: Method) => own(method, ({ post }) => `/posts/${post}/like`);
const save = (method: Method) => own(method, ({ post }) => `/posts/${post}/save`);
const repost = (method: Method) => own(method, ({ post }) => `/posts/${post}/repost`);
const likeComment = (method: Method) => own(method, ({ comment }) => `/posts/comments/${comment}/like`);
const follow = (method: Method) => own(method, ({ star }) => `/users/${star.id}/follow`);
const block = (method: Method) => own(method, ({ star }) => `/users/${star.id}/block`);

const wholeName: ReadName[] = ['me', 'profile', 'profileById', 'peopleFound'];
const wholeLook: ReadName[] = [
  ...wholeName,
  ...(['starsFollowers', 'ownPost', 'posts', 'feed', 'hashtag', 'postsFound', 'comments', 'ownComment'] as const),
];
const starsPost: ReadName[] = ['post', 'starsPosts', 'hashtag', 'postsFound', 'trending'];
const bothCounts: ReadName[] = ['me', 'profile', 'profileById', 'starsProfile', 'starsProfileById'];
const followed: ReadName[] = [...bothCounts, ...starsPost, 'starsFollowers', 'following', 'feed'];
const commentsBelow: ReadName[] = ['comments', 'comment', 'ownComment', 'replies'];
const hidden: ReadName[] = ['starsProfile', 'starsProfileById', ...starsPost, ...commentsBelow, 'blocked'];
const liked: ReadName[] = [...starsPost, 'feed', 'liked'];
const saved: ReadName[] = [...starsPost, 'feed', 'saved'];
const count: ReadName[] = ['me', 'profile', 'profileById', 'posts', 'feed', 'stats'];
const written: ReadName[] = [...count, 'hashtag', 'postsFound', 'trendingHashtags'];
const reposted: ReadName[] = [...count, ...starsPost];
const nothing: ReadName[] = [];

/** Every write of the API, by its route. */
export const writes: Readonly<Record<string, Write>> = {
  'post /auth/register': {
    make: (app, { newcomer }) =>
      send(app, 'post', '/auth/register').send({ ...newcomer, password: goodPassword, fullName: 'ნინო ბერიძე' }),
    changes: nothing,
  },
  'post /auth/verify-otp': {
    prepare: registered,
    make: async (app, { newcomer }, userId) =>
      send(app, 'post', '/auth/verify-otp').send({ userId, code: await codeFor(app, newcomer.email), type: 'EMAIL' }),
    changes: ['newcomersProfile', 'stats'],
  },
  'post /auth/resend-otp': {
    prepare: registered,
    make: (app, _world, userId) => send(app, 'post', '/auth/resend-otp').send({ userId, type: 'EMAIL' }),
    changes: nothing,
  },
  'post /auth/login': {
    prepare: refreshTokenOf,
    make: (app, { newcomer }) => login(app, newcomer),
    changes: nothing,
  },
  'post /auth/refresh': {
    prepare: refreshTokenOf,
    make: (app, _world, refreshToken) => send(app, 'post', '/auth/refresh').send({ refreshToken }),
    changes: nothing,
  },
  'post /auth/logout': { make: own('post', () => '/auth/logout'), changes: nothing, signsOut: true },
  'post /auth/forgot-password': {
    make: (app, { writer: { email } }) => send(app, 'post', '/auth/forgot-password').send({ email }),
    changes: nothing,
  },
  'post /auth/reset-password': {
    prepare: async (app, world) => {
      await register(app, world.newcomer);
      return forgotten(app, world);
    },
    make: async (app, { newcomer }, userId) => {
      const code = await codeFor(app, newcomer.email);
      return send(app, 'post', '/auth/reset-password').send({ userId, code, newPassword: `${goodPassword} 2` });
    },
    changes: ['newcomersProfile', 'stats'],
  },
  'post /auth/change-password': {
    prepare: async (app, world) => {
      await refreshTokenOf(app, world);
      return (await login(app, world.newcomer).expect(200)).body.data.tokens.accessToken as string;
    },
    make: (app, _world, accessToken) =>
      send(app, 'post', '/auth/change-password')
        .set('authorization', `Bearer ${accessToken}`)
        .send({ currentPassword: goodPassword, newPassword: `${goodPassword} 2` }),
    changes: ['newcomersProfile'],
  },
  'delete /auth/sessions': { make: own('delete', () => '/auth/sessions'), changes: nothing },
  'delete /auth/sessions/:id': {
    make: own('delete', ({ writer }) => `/auth/sessions/${writer.sessionId}`),
    changes: nothing,
    signsOut: true,
  },

  'patch /users/me': {
    make: own('patch', () => '/users/me', { fullName: 'Nino the Rider', bio: 'on the road', location: 'Kazbegi' }),
    changes: wholeLook,
  },
  'put /users/:id/follow': {
    prepare: after(follow('delete')),
    make: follow('put'),
    changes: followed,
  },
  'post /users/:id/follow': { prepare: after(follow('delete')), make: follow('post'), changes: followed },
  'delete /users/:id/follow': { make: follow('delete'), changes: followed },
  'put /users/:id/block': { make: block('put'), changes: [...new Set([...hidden, ...followed])] },
  'post /users/:id/block': { make: block('post'), changes: [...new Set([...hidden, ...followed])] },
  'delete /users/:id/block': { prepare: after(block('put')), make: block('delete'), changes: hidden },

  'patch /media/avatar': { make: upload('avatar', blue), changes: wholeLook },
  'delete /media/avatar': {
    prepare: withPicture('avatar'),
    make: own('delete', () => '/media/avatar'),
    changes: wholeLook,
  },
  'patch /media/cover': { make: upload('cover', blue), changes: ['me', 'profile', 'profileById'] },
  'delete /media/cover': {
    prepare: withPicture('cover'),
    make: own('delete', () => '/media/cover'),
    changes: ['me', 'profile', 'profileById'],
  },
  'delete /media/:id': {
    prepare: withPicture('avatar'),
    make: (app, { writer }, id) => send(app, 'delete', `/media/${id}`, writer),
    changes: wholeLook,
  },

  'post /posts/:id/like': { make: like('post'), changes: liked },
  'put /posts/:id/like': { make: like('put'), changes: liked },
  'delete /posts/:id/like': { prepare: after(like('put')), make: like('delete'), changes: liked },
  'post /posts/:id/save': { make: save('post'), changes: saved },
  'put /posts/:id/save': { make: save('put'), changes: saved },
  'delete /posts/:id/save': { prepare: after(save('put')), make: save('delete'), changes: saved },
  'put /posts/:id/repost': { make: repost('put'), changes: reposted },
  'post /posts/:id/repost': { make: repost('post'), changes: reposted },
  'delete /posts/:id/repost': {
    prepare: after(repost('put')),
    make: repost('delete'),
    changes: reposted,
  },

  'post /posts': {
    make: (app, { writer, hashtag }) => send(app, 'post', '/posts', writer).send({ content: `rivers #${hashtag}` }),
    changes: written,
  },
  'patch /posts/:id': {
    make: own('patch', ({ own: id }) => `/posts/${id}`, { content: 'no hashtag any more' }),
    changes: ['ownPost', 'posts', 'feed', 'hashtag', 'postsFound', 'trendingHashtags'],
  },
  'delete /posts/:id': {
    make: own('delete', ({ own: id }) => `/posts/${id}`),
    changes: [...written, 'ownPost'],
  },
  'post /posts/:id/comments': {
    make: own('post', ({ post }) => `/posts/${post}/comments`, { content: 'which road?' }),
    changes: [...starsPost, 'comments', 'feed'],
  },
  'patch /posts/comments/:id': {
    make: own('patch', ({ ownComment }) => `/posts/comments/${ownComment}`, { content: 'near Mestia' }),
    changes: ['comments', 'ownComment'],
  },
  'delete /posts/comments/:id': {
    make: own('delete', ({ ownComment }) => `/posts/comments/${ownComment}`),
    changes: [...starsPost, 'comments', 'ownComment', 'feed'],
  },
  'post /posts/comments/:id/like': { make: likeComment('post'), changes: ['comments', 'comment'] },
  'put /posts/comments/:id/like': { make: likeComment('put'), changes: ['comments', 'comment'] },
  'delete /posts/comments/:id/like': {
    prepare: after(likeComment('put')),
    make: likeComment('delete'),
    changes: ['comments', 'comment'],
  },

  ...apiKeyWrites,
  ...staffWrites,
  'delete /admin/cache/:family': {
    prepare: async (app) => (await createPerson(app, { role: 'ADMIN' })).authorization,
    make: (app, _world, authorization) => send(app, 'delete', '/admin/cache/feed:page').set('authorization', authorization),
    changes: nothing,
  },

  'put /admin/rate-limits/:policy': {
    prepare: async (app) => (await createPerson(app, { role: 'ADMIN' })).authorization,
    make: (app, _world, authorization) =>
      send(app, 'put', '/admin/rate-limits/search')
        .set('authorization', authorization)
        .send({ points: 2_000_000, windowSeconds: 60 }),
    changes: nothing,
  },
  'delete /admin/rate-limits/:policy': {
    prepare: async (app) => (await createPerson(app, { role: 'ADMIN' })).authorization,
    make: (app, _world, authorization) => send(app, 'delete', '/admin/rate-limits/search').set('authorization', authorization),
    changes: nothing,
  },
  'put /notifications/preferences': {
    make: own('put', () => '/notifications/preferences', { POST_LIKE: false }),
    changes: nothing,
  },
  'post /notifications/read-all': { make: own('post', () => '/notifications/read-all'), changes: nothing },
  'post /notifications/:id/read': {
    prepare: notification,
    make: (app, { writer }, id) => send(app, 'post', `/notifications/${id}/read`, writer),
    changes: nothing,
  },
  'delete /notifications/:id': {
    prepare: notification,
    make: (app, { writer }, id) => send(app, 'delete', `/notifications/${id}`, writer),
    changes: nothing,
  },
};

const relabelled = 'ძველი სახელი';

/** Writes that nobody asks for by HTTP. */
export const beyondRoutes: Readonly<Record<string, Write>> = {
  'the ranking of trending posts': {
    prepare: async (app, { fan, own: id }) => {
      succeeded(await send(app, 'put', `/posts/${id}/like`, fan));
      return '';
    },
    make: async (app) => app.container.get(RefreshTrending).run(),
    changes: ['trending'],
  },
  'the removal of what only passed on a deleted post': {
    prepare: after(repost('put')),
    make: async (app, { star, post }) => {
      succeeded(await send(app, 'delete', `/posts/${post}`, star));
      await app.settle();
    },
    changes: [...reposted, ...commentsBelow, 'starsProfile', 'starsProfileById', 'trendingHashtags'],
  },
  'the naming of the first administrator': {
    make: async (app, { writer: { email } }) => {
      await app.container.get(EnsureFirstAdmin).execute(email, goodPassword);
    },
    changes: ['me', 'profile', 'profileById'],
  },
  'the reference data of a new version': {
    prepare: async (app) => {
      await app.knex('listing_categories').where({ slug: 'accessories' }).update({ name_ka: relabelled });
      await endEverything(app);
      return '';
    },
    make: async (app) => {
      await seedReference(app.knex);
      await app.settle();
    },
    changes: ['categories'],
  },
};
