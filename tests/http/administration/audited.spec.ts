import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { recordedBy } from '../audit/recorded.js';
import { CommentsApi } from '../comments/comments-api.js';
import { PostsApi } from '../posts/posts-api.js';
import { ReportsApi } from '../reports/reports-api.js';
import { AdminApi } from './admin-api.js';

describe('the audit log of staff', () => {
  let app: TestApp;
  let administrator: Person;
  let moderator: Person;
  let nino: Person;
  before(async () => {
    app = await buildTestApp();
    administrator = await createPerson(app, { role: 'ADMIN' });
    moderator = await createPerson(app, { role: 'MODERATOR' });
    nino = await createPerson(app);
  });
  after(() => app.close());

  it('has a row for every act: who, to what, why, and what it was before', async () => {
    const [staff, posts, comments, reports] = [new AdminApi(app), new PostsApi(app), new CommentsApi(app), new ReportsApi(app)];
    const { id: post } = await posts.write(nino, 'a ride');
    const { id: reported } = await posts.write(nino, 'buy now');
    const { id: comment } = await comments.add(post, nino);
    const fan = await createPerson(app);
    const { id: report } = (await reports.report(fan, `posts/${reported}`).expect(201)).body.data as { id: string };
    const rows = await recordedBy(app, async () => {
      await staff.role(administrator, nino, 'MODERATOR').expect(200);
      await staff.role(administrator, nino, 'MODERATOR').expect(200);
      await staff.role(administrator, nino, 'USER').expect(200);
      await staff.ban(moderator, nino, 7).expect(200);
      await staff.unban(moderator, nino).expect(200);
      await staff.send('delete', `/comments/${comment}`, moderator).expect(200);
      await reports.decide(moderator, report, 'REMOVE', 'advertising').expect(200);
      await reports.undo(administrator, report).expect(200);
      await staff.send('delete', `/posts/${post}`, moderator).expect(200);
      await staff.remove(administrator, nino).expect(200);
    });
    const who = new Map(
      [administrator, moderator].map(({ id, username }) => [id, username === moderator.username ? 'moderator' : 'admin']),
    );
    expect(rows.map(({ kind, actor_id, subject_id }) => [kind, who.get(actor_id ?? ''), subject_id])).to.deep.equal([
      ['identity.role-changed', 'admin', nino.id],
      ['identity.role-changed', 'admin', nino.id],
      ['administration.person-banned', 'moderator', nino.id],
      ['administration.person-unbanned', 'moderator', nino.id],
      ['administration.comment-removed', 'moderator', comment],
      ['administration.post-removed', 'moderator', reported],
      ['administration.reports-decided', 'moderator', reported],
      ['administration.decision-undone', 'admin', reported],
      ['administration.post-removed', 'moderator', post],
      ['administration.person-deleted', 'admin', nino.id],
    ]);
    expect([rows[0]?.before, rows[0]?.after]).to.deep.equal([{ role: 'USER' }, { role: 'MODERATOR' }]);
    expect(rows[2]?.facts).to.have.all.keys('reason', 'until');
    expect(rows[2]?.facts['reason']).to.equal('spam on the market');
    expect(rows[5]?.facts).to.include({ reason: 'advertising', authorId: nino.id });
    expect(rows[6]?.facts).to.include({ reason: 'advertising', action: 'REMOVE' });
    expect(rows[6]?.facts['decisionId']).to.equal(rows[7]?.facts['decisionId']);
  });

  it('has none where the act was refused', async () => {
    const staff = new AdminApi(app);
    const rows = await recordedBy(app, async () => {
      await staff.ban(moderator, administrator).expect(403);
      await staff.ban(administrator, administrator).expect(403);
    });
    expect(rows.filter(({ outcome }) => outcome === 'success')).to.deep.equal([]);
  });
});
