import { expect } from 'chai';
import { verifyAudit } from '../../../src/adapters/postgres/audit/audit-chain-on-knex.js';
import { AuditLog, KeepAudit, SecurityEvents } from '../../../src/core/audit/index.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { Logger } from '../../../src/core/observability/index.js';
import { AuditTables } from '../../adapters/postgres/audit-tables.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LogLines } from '../../support/log-lines.js';
import { createPerson } from '../../support/people.js';
import { fresh, goodPassword, login, post, signUp } from '../identity/sign-up.js';

const monthMs = 31 * 86_400_000;

describe('keeping the audit log', function () {
  this.timeout(60_000);
  let app: TestApp;
  const clock = new FakeClock(new Date());
  const lines = new LogLines();
  before(async () => {
    const swap = (container: TestApp['container']): void => {
      container.rebind(Clock).toConstantValue(clock);
      container.rebind(Logger).toConstantValue(lines);
    };
    app = await buildTestApp(swap, { config: { audit: { retentionMonths: 3 } } });
    await signUp(app);
  });
  after(() => app.close());

  const keep = async (): Promise<object | undefined> => {
    await app.container.get(KeepAudit).run();
    return lines.all.filter(({ message }) => message === 'Head of the audit chain').at(-1)?.fields;
  };
  const rows = async (): Promise<number> => Number((await app.knex('audit_records').count<{ count: string }[]>())[0]?.count);

  it('makes room for the months to come and writes the head into the log', async () => {
    const months = (await new AuditTables(() => app.knex).months()).length;
    expect(months).to.be.greaterThan(2);
    const head = await keep();
    const { head: real } = await verifyAudit(app.knex);
    expect(head).to.deep.equal({ ...real });
    expect(real.sequence).to.be.greaterThan(1);
  });

  it('keeps rows for as long as is wished, then drops the month; the chain goes on behind it', async () => {
    const before = await rows();
    clock.advance(2 * monthMs);
    await keep();
    expect(await rows()).to.equal(before);
    const { head } = await verifyAudit(app.knex);
    clock.advance(3 * monthMs);
    await keep();
    expect(await rows()).to.equal(0);
    expect(lines.all.some(({ message }) => message === 'Months of the audit log were dropped')).to.equal(true);
    expect(await verifyAudit(app.knex, head)).to.deep.equal({ checked: 0, expectation: 'met', head });
    await post(app, '/register', { ...fresh(), password: goodPassword, fullName: 'ნინო' }).expect(201);
    expect(await verifyAudit(app.knex))
      .to.deep.include({ checked: 1 })
      .and.not.have.property('fault');
  });
});

describe('while the audit log cannot be written', function () {
  this.timeout(60_000);

  class DeadAuditLog extends AuditLog {
    override append(): Promise<void> {
      return Promise.reject(new Error('The audit log is away'));
    }
  }
  let app: TestApp;
  before(async () => {
    app = await buildTestApp((container) => {
      container.rebind(AuditLog).toConstantValue(new DeadAuditLog());
      container.rebind(Logger).toConstantValue(new LogLines());
    });
  });
  after(() => app.close());

  it('refusals are answered as ever: they wait', async () => {
    const rider = await createPerson(app);
    await login(app, fresh()).expect(401);
    await app.http.get('/api/v1/admin/cache').set('authorization', rider.authorization).expect(403);
    await app.http.get('/api/v1/posts/search').query({ q: "' or 1=1" }).expect(200);
    expect(
      await app.container
        .get(SecurityEvents)
        .write()
        .then(
          () => 'written',
          () => 'waits',
        ),
    ).to.equal('waits');
  });

  it('nothing that is audited is done', async () => {
    const rider = await createPerson(app);
    const change = app.http
      .patch('/api/v1/users/me')
      .set('authorization', rider.authorization)
      .send({ fullName: 'Somebody Else' });
    await change.expect(500);
    const { full_name: name } = await app.knex('users').where({ id: rider.id }).first<{ full_name: string }>('full_name');
    expect(name).to.not.equal('Somebody Else');
    const wishes = fresh();
    await post(app, '/register', { ...wishes, password: goodPassword, fullName: 'ნინო' }).expect(500);
    expect(await app.knex('users').where({ email: wishes.email })).to.deep.equal([]);
  });
});
