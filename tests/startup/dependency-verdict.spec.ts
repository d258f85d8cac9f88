import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { advisoriesOf, judge, type Lock, readWaivers } from '../../scripts/dependency-verdict.js';
import { projectRoot } from '../../src/config/index.js';

const readJson = (...parts: string[]): unknown => JSON.parse(readFileSync(path.join(...parts), 'utf8'));
const today = '2026-11-26';
const high = 'GHSA-2222-3333-4444';
const low = 'GHSA-5555-6666-7777';
const moderate = 'GHSA-8888-9999-2222';
const waiver = (changes: object = {}) => ({ id: high, reason: 'Uploads are parsed elsewhere', until: '2026-12-31', ...changes });

describe('the verdict on what npm audit reports', () => {
  /** As npm wrote it, with planted advisories: two in busboy, which multer needs, and one in husky. */
  const report = readJson(projectRoot(), 'tests/startup/fixtures/audit-report.json');
  const lock = readJson(projectRoot(), 'package-lock.json') as Lock;
  const found = advisoriesOf(report, lock);

  it('names each advisory once, where it is and not what depends on it, and whether it reaches production', () => {
    expect(
      found.map(({ id, packageName, severity, production }) => [id, packageName, severity, production]),
    ).to.have.deep.members([
      [high, 'busboy', 'high', true],
      [low, 'busboy', 'low', true],
      [moderate, 'husky', 'moderate', false],
    ]);
  });

  it('holds a package for production whose place the lock file does not know', () => {
    const unknown = advisoriesOf(report, { packages: {} });
    expect(unknown.map(({ production }) => production)).to.deep.equal([true, true, true]);
  });

  it('takes nothing for a report that is none, or that is about nothing', () => {
    const empty = { auditReportVersion: 2, vulnerabilities: {}, metadata: { dependencies: { total: 0 } } };
    for (const given of [null, {}, [], 'no', { message: '503 Service Unavailable' }, { auditReportVersion: 1 }, empty]) {
      expect(() => advisoriesOf(given, lock), JSON.stringify(given)).to.throw('npm audit could not be run');
    }
    expect(() => advisoriesOf({ message: '503 Service Unavailable' }, lock)).to.throw('503 Service Unavailable');
  });

  it('lets pass what a waiver names, to the end of its day, and no other', () => {
    const ids = (advisories: readonly { id: string }[]) => advisories.map(({ id }) => id).sort();
    for (const until of ['2026-12-31', today]) {
      const verdict = judge(found, [waiver({ until })], today);
      expect(ids(verdict.open), until).to.deep.equal([low, moderate].sort());
      expect(ids(verdict.waived), until).to.deep.equal([high]);
      expect([verdict.expired, verdict.unused], until).to.deep.equal([[], []]);
    }
    const late = judge(found, [waiver({ until: '2026-11-25' })], today);
    expect(ids(late.open)).to.deep.equal([high, low, moderate].sort());
    expect(ids(late.expired)).to.deep.equal([high]);
    expect(late.unused).to.deep.equal([]);
  });

  it('tells a waiver that waives nothing', () => {
    const { unused, expired } = judge(found, [waiver(), waiver({ id: 'GHSA-aaaa-bbbb-cccc' })], today);
    expect(unused.map(({ id }) => id)).to.deep.equal(['GHSA-aaaa-bbbb-cccc']);
    expect(expired).to.deep.equal([]);
  });

  it('takes no waiver without a reason, without a day, for more than 90 days, twice, or that is none', () => {
    const wrong: readonly (readonly [waivers: unknown, what: string])[] = [
      [[waiver({ reason: 'later' })], 'reason'],
      [[waiver({ reason: ' '.repeat(30) })], 'reason'],
      [[waiver({ until: undefined })], 'until'],
      [[waiver({ until: 'never' })], 'until'],
      [[waiver({ until: '2026-11-31' })], 'until'],
      [[waiver({ until: '2027-02-25' })], 'at most 90 days ahead'],
      [[waiver({ id: 'busboy' })], 'id'],
      [[waiver({ severity: 'low' })], 'severity'],
      [[waiver(), waiver()], 'duplicate'],
      [{}, 'array'],
      [null, 'array'],
    ];
    for (const [waivers, what] of wrong) {
      expect(() => readWaivers(waivers, today), what)
        .to.throw('The waivers cannot be used')
        .with.property('message')
        .that.includes(what);
    }
    expect(readWaivers([waiver({ until: '2027-02-24' })], today)).to.have.length(1);
  });

  it('the waivers of this repository can be read', () => {
    const now = new Date().toISOString().slice(0, 10);
    expect(() => readWaivers(readJson(projectRoot(), 'docs/security/waivers.json'), now)).to.not.throw();
  });
});
