import type { TestApp } from '../../../support/build-test-app.js';
import { createPerson } from '../../../support/people.js';
import type { Write } from './writes.js';

const path = '/api/v1/admin/api-keys';
const wishes = { name: 'x', scopes: ['posts:read'] };

const asAdmin = async (app: TestApp): Promise<string> => (await createPerson(app, { role: 'ADMIN' })).authorization;

/** The administrator and the id of a key of his, as one text. */
const withKey: Write['prepare'] = async (app) => {
  const authorization = await asAdmin(app);
  const { body } = await app.http.post(path).set('authorization', authorization).send(wishes).expect(201);
  return `${authorization}|${body.data.id as string}`;
};

/** Keys stand in no answer that is kept. */
export const apiKeyWrites: Readonly<Record<string, Write>> = {
  'post /admin/api-keys': {
    prepare: asAdmin,
    make: (app, _world, authorization) => app.http.post(path).set('authorization', authorization).send(wishes),
    changes: [],
  },
  'post /admin/api-keys/:id/rotate': {
    prepare: withKey,
    make: (app, _world, made) => {
      const [authorization = '', id] = made.split('|');
      return app.http.post(`${path}/${id}/rotate`).set('authorization', authorization).send({});
    },
    changes: [],
  },
  'delete /admin/api-keys/:id': {
    prepare: withKey,
    make: (app, _world, made) => {
      const [authorization = '', id] = made.split('|');
      return app.http.delete(`${path}/${id}`).set('authorization', authorization);
    },
    changes: [],
  },
};
