import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { checkResponses, type ResponseCheck } from '../../support/response-check.js';
import { ResponseFaults } from '../../support/response-faults.js';
import { faultyFeature } from './fixtures/faulty-feature.js';

/**
 * The check that every test app carries, proved by answers that break the contract. A second check on the same server stands in for it, so that
 * the planted faults can be taken out one by one; what the app itself saw is taken out at the end.
 */
describe('the response check', () => {
  let app: TestApp;
  let check: ResponseCheck;
  let person: Person;

  before(async () => {
    app = await buildTestApp(undefined, { extra: [faultyFeature] });
    check = checkResponses(app.application);
    person = await createPerson(app);
  });

  after(async () => {
    let told: unknown;
    await app.close().catch((error: unknown) => (told = error));
    expect(told, 'closing the app tells what its answers did').to.be.instanceOf(ResponseFaults);
    expect((told as ResponseFaults).message)
      .to.include('getFaultyAnswer')
      .and.include('sees a field that is missing');
  });

  function faults(): readonly string[] {
    try {
      check.assertNone();
    } catch (error) {
      if (error instanceof ResponseFaults) return error.faults;
      throw error;
    }
    return [];
  }

  const get = (fault: string) => app.http.get(`/api/v1/faulty/public/${fault}`);
  const getPeople = (fault: string) => app.http.get(`/api/v1/faulty/people/${fault}`).set('authorization', person.authorization);

  it('says nothing about an answer that is as documented', async () => {
    await get('none').expect(200);
    await getPeople('none').expect(200);
    expect(faults()).to.deep.equal([]);
  });

  for (const [fault, words] of [
    ['missing-field', /required property 'text'/],
    ['extra-field', /additional properties.*surprise/],
    ['wrong-type', /data\/text must be string/],
  ] as const) {
    it(`sees a field that is ${fault === 'missing-field' ? 'missing' : `at fault (${fault})`}, and names the operation`, async () => {
      await get(fault).expect(200);
      const [first, ...more] = faults();
      expect(first)
        .to.match(/^getFaultyAnswer \(GET \/api\/v1\/faulty\/public\/\{fault\}\) answered 200/)
        .and.match(words);
      expect(more).to.deep.equal([]);
    });
  }

  it('sees it in a compressed answer too', async () => {
    await get('extra-field').set('accept-encoding', 'gzip').expect(200).expect('content-encoding', 'gzip');
    expect(faults()).to.have.lengthOf(1);
  });

  it('sees the status that answers a HEAD', async () => {
    await app.http.head('/api/v1/faulty/public/undocumented-code').expect(409);
    expect(faults()).to.have.lengthOf(1);
  });

  it('sees a status that the operation does not document', async () => {
    await get('undocumented-code').expect(409);
    expect(faults()).to.satisfy(([only]: string[]) => only?.includes('answered 409, which is not documented'));
  });

  it('sees an error code that is not documented for a status that is', async () => {
    await get('wrong-code').expect(400);
    expect(faults()).to.satisfy(([only]: string[]) => only?.includes('must be equal to one of the allowed values'));
  });

  it('sees it in problem+json as well', async () => {
    await get('wrong-code').set('accept', 'application/problem+json').expect(400);
    expect(faults()).to.have.lengthOf(1);
  });

  it('knows the two forms of failures at addresses that nobody serves', async () => {
    await app.http.get('/nowhere').expect(404);
    await app.http.delete('/api/v1/faulty/public/none').expect(405);
    expect(faults()).to.deep.equal([]);
  });

  for (const fault of ['password-hash', 'argon2']) {
    it(`sees what must never leave: ${fault}`, async () => {
      await get(fault).expect(200);
      expect(faults().filter((text) => /no answer may have|hold a secret/.test(text))).to.have.lengthOf(1);
    });
  }

  for (const fault of ['email', 'phone', 'hidden-email']) {
    it(`sees how to reach somebody else: ${fault}`, async () => {
      await getPeople(fault).expect(200);
      const [only, ...more] = faults();
      expect(only).to.match(/GET \/api\/v1\/faulty\/people\/:fault answered 200: \[0\]/);
      expect(more).to.deep.equal([]);
    });
  }
});
