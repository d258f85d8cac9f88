import { randomUUID } from 'node:crypto';
import { codeFor, fresh, goodPassword, login, register } from '../../identity/sign-up.js';
import { administrators, everybody, type Expected, members, owner, staff, withOrWithoutToken } from './expectations.js';
import type { World } from './world.js';

export interface Call {
  /** Without the prefix, the query with it. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly file?: { readonly field: string; readonly data: Buffer };
}

export interface Operation {
  readonly expected: Expected;
  /** What is asked for: something of the owner's, and a sound body. */
  readonly call: (world: World) => Call | Promise<Call>;
  /** The same for something that nobody but the owner may know of. */
  readonly hidden?: (world: World) => Promise<Call>;
}

const at = (path: string, body?: Call['body']) => (): Call => ({ path, ...(body ? { body } : {}) });
const ofOwner =
  (path: (id: string) => string) =>
  ({ owner: { id } }: World): Call => ({ path: path(id) });

/** On a post that everybody sees; hidden: on one that only its author does. */
const onPost = (expected: Expected, tail = '', body?: Call['body']): Operation => {
  const call = (id: string): Call => ({ path: `/posts/${id}${tail}`, ...(body ? { body } : {}) });
  return {
    expected,
    call: async (world) => call(await world.post()),
    hidden: async (world) => call(await world.post('PRIVATE')),
  };
};
const onComment = (expected: Expected, tail = '', body?: Call['body']): Operation => {
  const call = (id: string): Call => ({ path: `/posts/comments/${id}${tail}`, ...(body ? { body } : {}) });
  return {
    expected,
    call: async (world) => call(await world.comment()),
    hidden: async (world) => call(await world.hiddenComment()),
  };
};
/** On somebody who is not among the callers. */
const onPerson = (expected: Expected, path: (id: string) => string): Operation => ({
  expected,
  call: ({ bystander }) => ({ path: path(bystander.id) }),
});

/** On somebody who is new, and may be gone afterwards. */
const onSomebody = (expected: Expected, path: (id: string) => string, body?: Call['body']): Operation => ({
  expected,
  call: async (world) => ({ path: path((await world.somebody()).id), ...(body ? { body } : {}) }),
});
/** Nobody reports what is his own. */
const reporting: Expected = { ...members(201), owner: 400 };

const picture =
  (field: string) =>
  ({ picture: data }: World): Call => ({ path: `/media/${field}`, file: { field, data } });

/** Every operation of the document. One that is not here fails the build. */
export const operations: Readonly<Record<string, Operation>> = {
  'get /health': { expected: everybody(), call: at('/health') },
  'get /health/live': { expected: everybody(), call: at('/health/live') },
  'get /health/ready': { expected: everybody(), call: at('/health/ready') },

  'post /auth/register': {
    expected: everybody(201),
    call: () => ({ path: '/auth/register', body: { ...fresh(), password: goodPassword, fullName: 'ნინო ბერიძე' } }),
  },
  'post /auth/verify-otp': {
    expected: everybody(),
    call: async ({ app }) => {
      const who = fresh();
      const userId = await register(app, who);
      return { path: '/auth/verify-otp', body: { userId, code: await codeFor(app, who.email), type: 'EMAIL' } };
    },
  },
  'post /auth/resend-otp': {
    expected: everybody(),
    call: async ({ app }) => ({ path: '/auth/resend-otp', body: { userId: await register(app, fresh()), type: 'EMAIL' } }),
  },
  'post /auth/login': {
    expected: everybody(),
    call: async (world) => {
      await world.setPasswords();
      return { path: '/auth/login', body: { email: world.owner.email, password: goodPassword } };
    },
  },
  'post /auth/refresh': {
    expected: everybody(),
    call: async (world) => {
      await world.setPasswords();
      const { body } = await login(world.app, world.owner).expect(200);
      return { path: '/auth/refresh', body: { refreshToken: body.data.tokens.refreshToken } };
    },
  },
  'post /auth/forgot-password': {
    expected: everybody(),
    call: ({ owner: { email } }) => ({ path: '/auth/forgot-password', body: { email } }),
  },
  'post /auth/reset-password': {
    expected: everybody(),
    call: async ({ app }) => {
      const who = fresh();
      await register(app, who);
      const asked = await app.http.post('/api/v1/auth/forgot-password').send({ email: who.email }).expect(200);
      const body = { userId: asked.body.data.userId, code: await codeFor(app, who.email), newPassword: `${goodPassword} 2` };
      return { path: '/auth/reset-password', body };
    },
  },
  'post /auth/change-password': {
    expected: members(),
    call: async (world) => {
      await world.setPasswords();
      return { path: '/auth/change-password', body: { currentPassword: goodPassword, newPassword: `${goodPassword} 2` } };
    },
  },
  'post /auth/logout': { expected: members(), call: at('/auth/logout') },
  'get /auth/me': { expected: members(), call: at('/auth/me') },
  'get /auth/sessions': { expected: members(), call: at('/auth/sessions') },
  'delete /auth/sessions': { expected: members(), call: at('/auth/sessions') },
  'delete /auth/sessions/:id': {
    expected: owner(200, 404),
    call: async (world) => ({ path: `/auth/sessions/${(await world.session(world.owner)).id}` }),
    hidden: async (world) => ({ path: `/auth/sessions/${(await world.session(world.owner)).id}` }),
  },

  'patch /users/me': { expected: members(), call: at('/users/me', { bio: 'on the road' }) },
  'get /users/search': { expected: members(), call: at('/users/search?q=rider') },
  'get /users/blocked': { expected: members(), call: at('/users/blocked') },
  'get /users/:username': {
    expected: withOrWithoutToken(),
    call: ({ owner: { username } }) => ({ path: `/users/${username}` }),
    hidden: async (world) => ({ path: `/users/${(await world.unseen()).username}` }),
  },
  'get /users/:id/followers': {
    expected: withOrWithoutToken(),
    call: ofOwner((id) => `/users/${id}/followers`),
    hidden: async (world) => ({ path: `/users/${(await world.unseen()).id}/followers` }),
  },
  'get /users/:id/following': {
    expected: withOrWithoutToken(),
    call: ofOwner((id) => `/users/${id}/following`),
    hidden: async (world) => ({ path: `/users/${(await world.unseen()).id}/following` }),
  },
  'put /users/:id/follow': onPerson(members(), (id) => `/users/${id}/follow`),
  'post /users/:id/follow': onPerson(members(), (id) => `/users/${id}/follow`),
  'delete /users/:id/follow': onPerson(members(), (id) => `/users/${id}/follow`),
  'put /users/:id/block': onPerson(members(), (id) => `/users/${id}/block`),
  'post /users/:id/block': onPerson(members(), (id) => `/users/${id}/block`),
  'delete /users/:id/block': onPerson(members(), (id) => `/users/${id}/block`),

  'patch /media/avatar': { expected: members(), call: picture('avatar') },
  'delete /media/avatar': { expected: members(), call: at('/media/avatar') },
  'patch /media/cover': { expected: members(), call: picture('cover') },
  'delete /media/cover': { expected: members(), call: at('/media/cover') },
  'delete /media/:id': {
    expected: owner(200, 404),
    call: async (world) => ({ path: `/media/${await world.picturesId()}` }),
    hidden: async (world) => ({ path: `/media/${await world.picturesId()}` }),
  },

  'get /posts/feed': { expected: members(), call: at('/posts/feed') },
  'get /posts/feed/newer-count': {
    expected: members(),
    call: () => ({ path: `/posts/feed/newer-count?since=${new Date().toISOString()}` }),
  },
  'get /posts/trending': { expected: withOrWithoutToken(), call: at('/posts/trending') },
  'get /posts/hashtags/trending': { expected: withOrWithoutToken(), call: at('/posts/hashtags/trending') },
  'get /posts/search': { expected: withOrWithoutToken(), call: at('/posts/search?q=ride') },
  'get /posts/hashtag/:tag': { expected: withOrWithoutToken(), call: at('/posts/hashtag/ride') },
  'get /posts/user/:userId': {
    expected: withOrWithoutToken(),
    call: ofOwner((id) => `/posts/user/${id}`),
    hidden: async (world) => ({ path: `/posts/user/${(await world.unseen()).id}` }),
  },
  'get /posts/liked/:userId': {
    expected: withOrWithoutToken(),
    call: ofOwner((id) => `/posts/liked/${id}`),
    hidden: async (world) => ({ path: `/posts/liked/${(await world.unseen()).id}` }),
  },
  'get /posts/saved': { expected: members(), call: at('/posts/saved') },
  'post /posts': { expected: members(201), call: at('/posts', { content: 'a ride' }) },
  'get /posts/:id': onPost(withOrWithoutToken()),
  'patch /posts/:id': onPost(owner(200, 403), '', { content: 'another ride' }),
  'delete /posts/:id': onPost(owner(200, 403)),
  'post /posts/:id/like': onPost(members(), '/like'),
  'put /posts/:id/like': onPost(members(), '/like'),
  'delete /posts/:id/like': onPost(members(), '/like'),
  'post /posts/:id/save': onPost(members(), '/save'),
  'put /posts/:id/save': onPost(members(), '/save'),
  'delete /posts/:id/save': onPost(members(), '/save'),
  'put /posts/:id/repost': onPost(members(), '/repost'),
  'post /posts/:id/repost': onPost(members(), '/repost'),
  'delete /posts/:id/repost': onPost(members(), '/repost'),

  'get /posts/:id/comments': onPost(withOrWithoutToken(), '/comments'),
  'post /posts/:id/comments': onPost(members(201), '/comments', { content: 'which road?' }),
  'get /posts/comments/:id': onComment(withOrWithoutToken()),
  'get /posts/comments/:id/replies': onComment(withOrWithoutToken(), '/replies'),
  'patch /posts/comments/:id': onComment(owner(200, 403), '', { content: 'that road' }),
  'delete /posts/comments/:id': onComment(owner(200, 403)),
  'post /posts/comments/:id/like': onComment(members(), '/like'),
  'put /posts/comments/:id/like': onComment(members(), '/like'),
  'delete /posts/comments/:id/like': onComment(members(), '/like'),

  'get /notifications': { expected: members(), call: at('/notifications') },
  'get /notifications/unread': { expected: members(), call: at('/notifications/unread') },
  'get /notifications/preferences': { expected: members(), call: at('/notifications/preferences') },
  'put /notifications/preferences': { expected: members(), call: at('/notifications/preferences', { MENTION: true }) },
  'post /notifications/read-all': { expected: members(), call: at('/notifications/read-all') },
  'post /notifications/:id/read': {
    expected: owner(200, 404),
    call: async (world) => ({ path: `/notifications/${await world.notification()}/read` }),
    hidden: async (world) => ({ path: `/notifications/${await world.notification()}/read` }),
  },
  'delete /notifications/:id': {
    expected: owner(200, 404),
    call: async (world) => ({ path: `/notifications/${await world.notification()}` }),
    hidden: async (world) => ({ path: `/notifications/${await world.notification()}` }),
  },

  'get /stats': { expected: everybody(), call: at('/stats') },
  'get /listings/categories': { expected: everybody(), call: at('/listings/categories') },

  'post /posts/:id/report': onPost(reporting, '/report', { category: 'SPAM' }),
  'post /posts/comments/:id/report': onComment(reporting, '/report', { category: 'SPAM' }),
  'post /users/:id/report': onSomebody(members(201), (id) => `/users/${id}/report`, { category: 'SPAM' }),

  'get /admin/dashboard': { expected: staff(), call: at('/admin/dashboard') },
  'get /admin/users': { expected: staff(), call: at('/admin/users?search=rider') },
  'get /admin/users/:id': onSomebody(staff(), (id) => `/admin/users/${id}`),
  'patch /admin/users/:id/role': onSomebody(administrators(), (id) => `/admin/users/${id}/role`, { role: 'MODERATOR' }),
  'post /admin/users/:id/ban': onSomebody(staff(), (id) => `/admin/users/${id}/ban`, { reason: 'spam again' }),
  'post /admin/users/:id/unban': onSomebody(staff(), (id) => `/admin/users/${id}/unban`),
  'delete /admin/users/:id': onSomebody(administrators(), (id) => `/admin/users/${id}`),
  'get /admin/posts': { expected: staff(), call: at('/admin/posts?search=ride') },
  'get /admin/comments': { expected: staff(), call: at('/admin/comments?search=ride') },
  'delete /admin/posts/:id': {
    expected: staff(),
    call: async (world) => ({ path: `/admin/posts/${await world.post('PRIVATE')}` }),
  },
  'delete /admin/comments/:id': {
    expected: staff(),
    call: async (world) => ({ path: `/admin/comments/${await world.hiddenComment()}` }),
  },
  'get /admin/reports': { expected: staff(), call: at('/admin/reports?status=OPEN') },
  'post /admin/reports/:id/decision': {
    expected: staff(),
    call: async (world) => ({ path: `/admin/reports/${await world.report()}/decision`, body: { action: 'DISMISS' } }),
  },
  'delete /admin/reports/:id/decision': {
    expected: staff(),
    call: async (world) => ({ path: `/admin/reports/${await world.report('REMOVE')}/decision` }),
  },

  'get /admin/cache': { expected: administrators(), call: at('/admin/cache') },
  'delete /admin/cache/:family': { expected: administrators(), call: at('/admin/cache/feed:page') },
  'get /admin/rate-limits': { expected: administrators(), call: at('/admin/rate-limits') },
  'get /admin/rate-limits/:policy': { expected: administrators(), call: at('/admin/rate-limits/search') },
  'put /admin/rate-limits/:policy': {
    expected: administrators(),
    call: at('/admin/rate-limits/search', { points: 1_000_000, windowSeconds: 60 }),
  },
  'delete /admin/rate-limits/:policy': { expected: administrators(), call: at('/admin/rate-limits/search') },
  'get /admin/security/audit': { expected: administrators(), call: at('/admin/security/audit') },
  'get /admin/security/audit/summary': { expected: administrators(), call: at('/admin/security/audit/summary') },
  'post /admin/api-keys': {
    expected: administrators(201),
    call: at('/admin/api-keys', { name: 'x', scopes: ['posts:read'] }),
  },
  'get /admin/api-keys': { expected: administrators(), call: at('/admin/api-keys') },
  'post /admin/api-keys/:id/rotate': {
    expected: administrators(),
    call: async (world) => ({ path: `/admin/api-keys/${await world.apiKey()}/rotate`, body: { overlapSeconds: 60 } }),
  },
  'delete /admin/api-keys/:id': {
    expected: administrators(),
    call: async (world) => ({ path: `/admin/api-keys/${await world.apiKey()}` }),
  },
};

/** The same call for something that is not there. */
export const ofNothing = ({ path, ...rest }: Call): Call => ({
  ...rest,
  path: path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, randomUUID()).replace(/rider_\w+/, 'nobody_here'),
});
