import { expect } from 'chai';
import type { ICruiseResult } from 'dependency-cruiser';
import { cruiseSrc, cruiseTree, rulesReporting } from './fixtures/cruise-tree.js';
import { badlyNamed, neutralGround, plantedImports, plantedPackages, secondTree } from './fixtures/planted-imports.js';

const ruleNames = (result: ICruiseResult): string[] =>
  (result.summary.ruleSetUsed?.forbidden ?? []).map((rule) => rule.name ?? 'unnamed');

describe('import rules', function () {
  this.timeout(60_000);
  let technologies: string[];
  let first: ICruiseResult;
  let second: ICruiseResult;
  let ours: ICruiseResult;

  before(async () => {
    ours = await cruiseSrc();
    technologies = ruleNames(ours)
      .filter((name) => name.endsWith('-uses-its-own-libraries'))
      .map((name) => name.replace('-uses-its-own-libraries', ''));
    // brand-new-package is nobody's library, so that one plant shows the closed door of every technology.
    const foreign = technologies.map((name) => [
      `src/adapters/${name}/uses-a-foreign-library.ts`,
      `import 'brand-new-package';\n`,
    ]);
    const planted = plantedImports.map((file) => [file.at, file.source]);
    first = await cruiseTree(
      { ...neutralGround, ...badlyNamed, ...Object.fromEntries([...planted, ...foreign]) },
      plantedPackages,
    );
    second = await cruiseTree(secondTree, plantedPackages);
  });

  it('find nothing in src', () => {
    expect(
      ours.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`),
    ).to.deep.equal([]);
    expect(ours.summary.totalCruised).to.be.greaterThan(0);
  });

  it('find nothing in files that keep them', () => {
    const reported = Object.keys(neutralGround).flatMap((file) => rulesReporting(first, file).map((rule) => `${rule}: ${file}`));
    expect(reported).to.deep.equal([]);
  });

  for (const file of plantedImports) {
    it(`${file.rule} alone reports ${file.at}`, () => {
      expect(rulesReporting(first, file.at)).to.deep.equal([file.rule]);
    });
  }

  it('<technology>-uses-its-own-libraries alone reports a foreign library, for every technology', () => {
    expect(technologies).to.include.members(['http', 'memory', 'postgres', 'r2', 'redis', 'sharp', 'smtp', 'winston']);
    for (const name of technologies) {
      const reported = rulesReporting(first, `src/adapters/${name}/uses-a-foreign-library.ts`);
      expect(reported, name).to.deep.equal([`${name}-uses-its-own-libraries`]);
    }
  });

  it('main.ts reaching past config and composition is reported, and its use of a technology', () => {
    expect(rulesReporting(second, 'src/main.ts')).to.deep.equal([
      'main-imports-config-and-composition',
      'main-uses-no-technology',
    ]);
  });

  it('no-cycle-between-features alone reports two features that need each other without a cycle of files', () => {
    expect(rulesReporting(second, 'src/core/left')).to.deep.equal(['no-cycle-between-features']);
    expect(rulesReporting(second, 'src/core/right')).to.deep.equal(['no-cycle-between-features']);
    expect(second.summary.violations.filter((violation) => violation.rule.name === 'no-circular')).to.deep.equal([]);
  });

  it('each have a plant, and each stops the build', () => {
    const proved = new Set([
      ...plantedImports.map((file) => file.rule),
      ...technologies.map((name) => `${name}-uses-its-own-libraries`),
      'main-imports-config-and-composition',
      'main-uses-no-technology',
      'no-cycle-between-features',
    ]);
    expect([...proved].sort()).to.deep.equal(ruleNames(ours).sort());
    const soft = (ours.summary.ruleSetUsed?.forbidden ?? []).filter((rule) => rule.severity !== 'error');
    expect(soft).to.deep.equal([]);
  });
});
