import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { type PostBody, PostsApi } from './posts-api.js';

describe('GET /posts/search', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let georgian: PostBody;
  let latin: PostBody;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    nino = await createPerson(app);
    georgian = await posts.write(nino, 'ვყიდი: მოტოციკლი, თითქმის ახალი, თბილისი');
    latin = await posts.write(nino, 'Me mindoda motocikli, magram viyide velosipedi');
    await posts.write(nino, 'სხვა რამე, ველოსიპედზე და O’Neal-ის ჩაფხუტზე');
  });
  after(() => app.close());

  const found = (q: string, who?: Person): Promise<string[]> => posts.ids(`/search?q=${encodeURIComponent(q)}`, who);

  it('finds the same posts in whatever letters one asks, those in the script of the question first', async () => {
    for (const q of ['მოტოციკლი', 'ᲛᲝᲢᲝᲪᲘᲙᲚᲘ', 'მოტოციკ']) expect(await found(q), q).to.deep.equal([georgian.id, latin.id]);
    for (const q of ['motocikli', 'MOTOCIKLI', 'Motocikli', 'motocik']) {
      expect(await found(q), q).to.deep.equal([latin.id, georgian.id]);
    }
    expect(await found('mototsikli')).to.have.members([georgian.id, latin.id]);
  });

  it('wants every word, in any order', async () => {
    expect(await found('თბილისი მოტოციკლი')).to.deep.equal([georgian.id]);
    expect(await found('tbilisi motocikli')).to.deep.equal([georgian.id]);
    expect(await found('მოტოციკლი ქუთაისი')).to.deep.equal([]);
  });

  it('forgives a wrong letter where nothing is right, and finds nothing for nonsense and signs', async () => {
    for (const q of ['მოტოციკლე', 'მოტოცკლი', 'mototsikle']) expect(await found(q), q).to.include(georgian.id);
    expect(await found('motocykli')).to.include(latin.id);
    for (const q of ['ხყჟღწჭ', 'qqqqzzzz', '%', '_', '& | !', "' or 1=1", ':*']) expect(await found(q), q).to.deep.equal([]);
  });

  it('shows only what the asking person gets to see, and follows edits and deletions', async () => {
    const luka = await createPerson(app);
    const hidden = await posts.write(nino, 'საიდუმლო ჩოპერი', { visibility: 'PRIVATE' });
    expect(await found('ჩოპერი', nino)).to.deep.equal([hidden.id]);
    expect(await found('ჩოპერი', luka)).to.deep.equal([]);
    expect(await found('ჩოპერი')).to.deep.equal([]);
    await posts.send('patch', `/${hidden.id}`, nino).send({ content: 'საჯარო სკუტერი', visibility: 'PUBLIC' }).expect(200);
    expect(await found('ჩოპერი', nino)).to.deep.equal([]);
    expect(await found('skuteri', luka)).to.deep.equal([hidden.id]);
    await posts.block(luka, nino).expect(200);
    expect(await found('skuteri', luka)).to.deep.equal([]);
    await posts.send('delete', `/${hidden.id}`, nino).expect(200);
    expect(await found('skuteri')).to.deep.equal([]);
  });

  it('turns pages by cursor without repeating or losing, in three statements at most', async () => {
    const written: string[] = [];
    for (let i = 0; i < 7; i += 1) written.push((await posts.write(nino, `ტურისტული ენდურო ${i}`)).id);
    expect(await posts.allIds('/search?q=enduro', nino, 2)).to.deep.equal([...written].reverse());
    const asked: string[] = [];
    const note = ({ sql }: { sql: string }): void => void asked.push(sql);
    app.knex.on('query', note);
    await posts.get('/search?q=ენდურო&limit=100', nino).expect(200);
    await posts.get('/search?q=qqqqzzzz', nino).expect(200);
    app.knex.removeListener('query', note);
    expect(asked).to.have.length(2 + 3);
  });

  it('refuses a question without anything to see', async () => {
    for (const q of ['', '   ', 'x'.repeat(101)]) await posts.get(`/search?q=${encodeURIComponent(q)}`).expect(400);
    await posts.get('/search').expect(400);
  });
});
