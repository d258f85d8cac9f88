import type supertest from 'supertest';
import type { TestApp } from '../../../support/build-test-app.js';
import { createPerson } from '../../../support/people.js';
import type { ReadName } from './reads.js';
import type { World } from './world.js';
import type { Write } from './writes.js';

const call = (app: TestApp, method: 'get' | 'post' | 'patch' | 'delete', path: string, authorization: string): supertest.Test =>
  app.http[method](`/api/v1${path}`).set('authorization', authorization);

const asAdmin = async (app: TestApp): Promise<string> => (await createPerson(app, { role: 'ADMIN' })).authorization;

const starsPost: ReadName[] = ['post', 'starsPosts', 'hashtag', 'postsFound', 'trending', 'feed'];
const starsProfile: ReadName[] = ['starsProfile', 'starsProfileById'];
const commentsBelow: ReadName[] = ['comments', 'comment', 'ownComment', 'replies'];
/** That the post is gone, or back; a post that is back is not ranked. */
const postGone: ReadName[] = [...starsPost, ...commentsBelow, ...starsProfile, 'stats', 'trendingHashtags'];
const starHidden: ReadName[] = [...starsProfile, ...starsPost, ...commentsBelow, 'starsFollowers', 'following', 'stats'];

/** An administrator, and before him what he undoes. */
const after = (method: 'post' | 'patch', path: (world: World) => string, body: object): Write['prepare'] => {
  return async (app, world) => {
    const authorization = await asAdmin(app);
    await call(app, method, path(world), authorization).send(body).expect(200);
    return authorization;
  };
};

/** An administrator and a report of the writer on the star's post, decided on or not, as one text. */
const withReport = (action?: 'REMOVE'): Write['prepare'] => {
  return async (app, { writer, post }) => {
    const authorization = await asAdmin(app);
    const reported = call(app, 'post', `/posts/${post}/report`, writer.authorization).send({ category: 'SPAM' });
    const id = (await reported.expect(201)).body.data.id as string;
    if (action) await call(app, 'post', `/admin/reports/${id}/decision`, authorization).send({ action }).expect(200);
    return `${authorization}|${id}`;
  };
};

const report = (path: (world: World) => string): Write => ({
  make: (app, world) => call(app, 'post', `${path(world)}/report`, world.writer.authorization).send({ category: 'SPAM' }),
  changes: [],
});

/** What staff do to others, and what members tell them. */
export const staffWrites: Readonly<Record<string, Write>> = {
  'post /posts/:id/report': report(({ post }) => `/posts/${post}`),
  'post /posts/comments/:id/report': report(({ comment }) => `/posts/comments/${comment}`),
  'post /users/:id/report': report(({ star }) => `/users/${star.id}`),
  'patch /admin/users/:id/role': {
    prepare: asAdmin,
    make: (app, { star }, admin) => call(app, 'patch', `/admin/users/${star.id}/role`, admin).send({ role: 'MODERATOR' }),
    changes: starsProfile,
  },
  'post /admin/users/:id/ban': {
    prepare: asAdmin,
    make: (app, { star }, admin) => call(app, 'post', `/admin/users/${star.id}/ban`, admin).send({ reason: 'spam again' }),
    changes: starHidden,
  },
  'post /admin/users/:id/unban': {
    prepare: after('post', ({ star }) => `/admin/users/${star.id}/ban`, { reason: 'spam again' }),
    make: (app, { star }, admin) => call(app, 'post', `/admin/users/${star.id}/unban`, admin),
    changes: starHidden,
  },
  'delete /admin/users/:id': {
    prepare: asAdmin,
    make: (app, { star }, admin) => call(app, 'delete', `/admin/users/${star.id}`, admin),
    changes: starHidden,
  },
  'delete /admin/posts/:id': {
    prepare: asAdmin,
    make: (app, { post }, admin) => call(app, 'delete', `/admin/posts/${post}`, admin),
    changes: postGone,
  },
  'delete /admin/comments/:id': {
    prepare: asAdmin,
    make: (app, { comment }, admin) => call(app, 'delete', `/admin/comments/${comment}`, admin),
    changes: [...starsPost, 'comments', 'comment', 'replies'],
  },
  'post /admin/reports/:id/decision': {
    prepare: withReport(),
    make: (app, _world, prepared) => {
      const [admin = '', id = ''] = prepared.split('|');
      return call(app, 'post', `/admin/reports/${id}/decision`, admin).send({ action: 'REMOVE' });
    },
    changes: postGone,
  },
  'delete /admin/reports/:id/decision': {
    prepare: withReport('REMOVE'),
    make: (app, _world, prepared) => {
      const [admin = '', id = ''] = prepared.split('|');
      return call(app, 'delete', `/admin/reports/${id}/decision`, admin);
    },
    changes: postGone.filter((name) => name !== 'trending'),
  },
};
