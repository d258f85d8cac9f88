import { expect } from 'chai';
import { toldTypes } from '../../../src/core/notifications/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PeopleApi } from '../profiles/people-api.js';
import { Community } from './community.js';
import { NotificationsApi } from './notifications-api.js';

const all = (value: boolean): Record<string, boolean> => Object.fromEntries(toldTypes.map((type) => [type, value]));

describe('preferences of notifications', () => {
  let app: TestApp;
  let people: PeopleApi;
  let community: Community;
  let notifications: NotificationsApi;
  let gia: Person;
  let nino: Person;
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    community = new Community(app);
    notifications = new NotificationsApi(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    [gia, nino] = [await createPerson(app), await createPerson(app)];
  });

  const chosen = async (who = gia): Promise<unknown> =>
    (await notifications.send('get', '/preferences', who).expect(200)).body.data;

  /** Everything that can be told, once. */
  const everything = async (): Promise<void> => {
    await people.follow(nino, gia).expect(200);
    const postId = await community.post(gia);
    await community.like(nino, postId);
    await community.comment(nino, postId);
    const to = await community.comment(gia, postId);
    await community.comment(nino, postId, { to });
    await community.post(nino, { mentions: [gia] });
  };

  it('are all on at first', async () => {
    expect(await chosen()).to.deep.equal(all(true));
    await everything();
    expect(await notifications.types(gia)).to.have.members([...toldTypes]);
  });

  it('change one by one; the answer holds all', async () => {
    const { body } = await notifications.choose(gia, { POST_LIKE: false, MENTION: false }).expect(200);
    expect(body.data).to.deep.equal({ ...all(true), POST_LIKE: false, MENTION: false });
    await notifications.choose(gia, { MENTION: true }).expect(200);
    await notifications.choose(gia, {}).expect(200);
    expect(await chosen()).to.deep.equal({ ...all(true), POST_LIKE: false });
    expect(await chosen(nino)).to.deep.equal(all(true));
  });

  for (const off of toldTypes) {
    it(`keep ${off} from being told, and nothing else`, async () => {
      await notifications.choose(gia, { [off]: false }).expect(200);
      await everything();
      // A reply that is not told as one is still a comment on the post.
      const rest = toldTypes.map((type) => (type === off && off === 'COMMENT_REPLY' ? 'POST_COMMENT' : type));
      const expected = off === 'COMMENT_REPLY' ? rest : rest.filter((type) => type !== off);
      expect(await notifications.types(gia)).to.have.members(expected);
    });
  }

  it('leave what was told, and tell nothing of what happened while it was off', async () => {
    const postId = await community.post(gia);
    await community.like(nino, postId);
    await notifications.choose(gia, { POST_LIKE: false }).expect(200);
    await community.like(await createPerson(app), postId);
    await notifications.choose(gia, { POST_LIKE: true }).expect(200);
    expect((await notifications.only(gia)).actor.id).to.equal(nino.id);
  });

  it('take types that are told now, and booleans', async () => {
    for (const body of [{ POST_LIKE: 'maybe' }, { POST_LIKE: null }, { NEW_MESSAGE: false }, { nonsense: true }]) {
      const answer = await notifications.choose(gia, body).expect(400);
      expect(answer.body.error.code, JSON.stringify(body)).to.equal('VALIDATION_FAILED');
    }
    expect(await chosen()).to.deep.equal(all(true));
  });
});
