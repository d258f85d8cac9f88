import { expect } from 'chai';
import { buildTestApp } from '../../support/build-test-app.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { operations } from './authorization/operations.js';
import { Fuzzer } from './fuzz/fuzzer.js';
import { malformed } from './fuzz/malformed.js';

const requests = 1_500;

describe('malformed requests', function () {
  this.timeout(240_000);

  it('are answered below 500, soon, and as the document says, to every operation', async () => {
    const app = await buildTestApp();
    const fuzzer = await Fuzzer.on(app, Math.floor(Math.random() * 1_000_000));
    const { answers, perOperation, faults } = await fuzzer.run(requests);
    expect(faults).to.deep.equal([]);
    expect(Object.keys(perOperation)).to.have.members(Object.keys(operations));
    expect(answers['400']).to.be.greaterThan(requests / 10);
    await app.http.get('/health/ready').expect(200);
    await app.close();
  });

  it('are the same from the same seed', () => {
    const sound = { method: 'POST', path: '/api/v1/posts', body: { content: 'a ride' }, query: ['page'] };
    const made = (seed: number): string[] =>
      Array.from({ length: 50 }, (_, i) => JSON.stringify(malformed(sound, undefined, new SeededRandom(seed + i))));
    expect(made(7)).to.deep.equal(made(7));
    expect(made(7)).to.not.deep.equal(made(1_007));
    expect(new Set(made(7)).size).to.be.greaterThan(40);
  });
});
