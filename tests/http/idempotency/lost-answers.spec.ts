import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { KnexAnswerStore } from '../../../src/adapters/postgres/idempotency/knex-answer-store.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexTransactionRunner } from '../../../src/adapters/postgres/knex-transaction-runner.js';
import { type Answer, type AnswerKey, AnswerStore } from '../../../src/core/idempotency/index.js';
import { type TransactionEdges, TransactionRunner } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { createPerson, type Person } from '../../support/people.js';
import { Keyed, replayed } from './keyed.js';

const connectionLost = (): Error => Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });

/** Commits, and loses word of it, when told to. */
class LosingRunner extends KnexTransactionRunner {
  losesCommit = false;

  override async runToEnd<T>(work: () => Promise<T>, edges: TransactionEdges<T>): Promise<T> {
    const result = await super.runToEnd(work, edges);
    if (this.losesCommit) throw connectionLost();
    return result;
  }
}

/** Between the effect and the commit it loses its connection when told to, or tells. */
class LosingStore extends KnexAnswerStore {
  losesConnection = false;
  beforePut: () => void = () => undefined;

  override async put(key: AnswerKey, answer: Answer): Promise<void> {
    this.beforePut();
    if (this.losesConnection) throw connectionLost();
    await super.put(key, answer);
  }
}

describe('an answer that does not arrive', () => {
  let app: TestApp;
  let runner: LosingRunner;
  let store: LosingStore;
  let keyed: Keyed;
  let gia: Person;
  before(async () => {
    app = await buildTestApp((container) => {
      runner = new LosingRunner(container.get(KnexSession));
      store = new LosingStore(container.get(KnexSession));
      container.rebind(TransactionRunner).toConstantValue(runner);
      container.rebind(AnswerStore).toConstantValue(store);
    });
    keyed = new Keyed(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    gia = await createPerson(app);
    await app.settle();
  });

  it('lost between effect and commit: nothing has happened, and the same key brings it about', async () => {
    store.losesConnection = true;
    const { body } = await keyed.post(gia, 'k').expect(503);
    expect(body.error.code).to.equal('SERVICE_UNAVAILABLE');
    store.losesConnection = false;
    expect([await keyed.posts(gia), await keyed.keys(gia), await keyed.events()]).to.deep.equal([0, 0, 0]);
    expect(replayed(await keyed.post(gia, 'k').expect(201))).to.equal(false);
    expect([await keyed.posts(gia), await keyed.events()]).to.deep.equal([1, 1]);
  });

  it('lost after the commit: what was stored is answered, then and later', async () => {
    runner.losesCommit = true;
    const first = await keyed.post(gia, 'k').expect(201);
    runner.losesCommit = false;
    const second = await keyed.post(gia, 'k').expect(201);
    expect([first, second].map(replayed)).to.deep.equal([true, true]);
    expect(second.text).to.equal(first.text);
    expect([await keyed.posts(gia), await keyed.events()]).to.deep.equal([1, 1]);
  });

  it('of a client that hung up meanwhile: the same key gets it', async () => {
    const { port } = app.application.http.server.address() as AddressInfo;
    const headers = { authorization: gia.authorization, 'idempotency-key': 'k', 'content-type': 'application/json' };
    const call = request({ port, method: 'POST', path: '/api/v1/posts', headers });
    call.on('error', () => call.destroy());
    store.beforePut = () => call.destroy();
    call.end(JSON.stringify({ content: 'a ride' }));
    await eventually('it is stored', async () => (await keyed.keys(gia)) === 1);
    store.beforePut = () => undefined;
    expect(replayed(await keyed.post(gia, 'k').expect(201))).to.equal(true);
    expect([await keyed.posts(gia), await keyed.events()]).to.deep.equal([1, 1]);
  });
});
