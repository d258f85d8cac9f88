import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { fourCorners, jpegOf } from '../../support/pictures.js';
import { PostsApi } from '../posts/posts-api.js';
import { expectNothingLeftOver, mediaRows } from './stored-files.js';

const most = 7;

describe('the pictures that one person may keep', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let jpeg: Buffer;
  before(async () => {
    app = await buildTestApp(undefined, { config: { picturesPerPerson: most } });
    posts = new PostsApi(app);
    jpeg = await jpegOf(fourCorners(64, 48));
  });
  beforeEach(async () => {
    nino = await createPerson(app);
  });
  afterEach(() => expectNothingLeftOver(app));
  after(() => app.close());

  const kept = async (who = nino): Promise<number> => {
    await app.settle();
    return (await mediaRows(app, who.id)).length;
  };
  const send = (files: number, who = nino) => posts.form('post', '', who, { content: 'x' }, Array<Buffer>(files).fill(jpeg));
  const avatar = () =>
    app.http.patch('/api/v1/media/avatar').set('authorization', nino.authorization).attach('avatar', jpeg, 'a.jpg');

  it('are exactly so many under 20 uploads at once; the others are 413 and leave nothing', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(1)));
    const taken = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 413);
    expect([taken.length, refused.length]).to.deep.equal([most, 20 - most]);
    for (const { body } of refused) expect(body.error.code).to.equal('PICTURE_QUOTA_REACHED');
    expect(await kept()).to.equal(most);
    expect(await app.knex('posts').where({ author_id: nino.id })).to.have.length(most);
  });

  it('count avatar, cover and posts together; a post that does not fit is refused whole', async () => {
    await avatar().expect(200);
    await send(4).expect(201);
    expect((await send(3).expect(413)).body.error.code).to.equal('PICTURE_QUOTA_REACHED');
    expect(await kept()).to.equal(5);
    await send(2).expect(201);
    const { body } = await avatar().expect(413);
    expect(body.error.message).to.include(String(most));
    expect(await kept()).to.equal(most);
  });

  it('are given back when a post, a picture of it, or an avatar is deleted', async () => {
    await avatar().expect(200);
    const [first, second] = [
      await posts.writeWith(nino, '', [jpeg, jpeg]),
      await posts.writeWith(nino, '', Array<Buffer>(4).fill(jpeg)),
    ];
    await send(1).expect(413);
    await posts.send('delete', `/${first.id}`, nino).expect(200);
    await send(2).expect(201);
    await send(1).expect(413);
    const gone = { content: 'y', deleteImageIds: JSON.stringify([second.images[0]?.id]) };
    await posts.form('patch', `/${second.id}`, nino, gone).expect(200);
    await send(1).expect(201);
    await send(1).expect(413);
    await app.http.delete('/api/v1/media/avatar').set('authorization', nino.authorization).expect(200);
    await avatar().expect(200);
    expect(await kept()).to.equal(most);
  });

  it('are counted for each person alone', async () => {
    await send(most).expect(201);
    const other = await createPerson(app);
    await send(most, other).expect(201);
    expect([await kept(), await kept(other)]).to.deep.equal([most, most]);
  });
});
