import { expect } from 'chai';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readJson, readText, readYaml, repository } from './fixtures/repository-files.js';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  'timeout-minutes'?: number;
  services?: Record<string, { image: string; options?: string }>;
  env?: Record<string, string>;
  steps: Step[];
}

interface Workflow {
  on: Record<string, unknown>;
  permissions?: unknown;
  concurrency?: { group: string };
  jobs: Record<string, Job>;
}

const commandsOf = (job: Job | undefined): string => (job?.steps ?? []).map((step) => step.run ?? '').join('\n');

describe('continuous integration', () => {
  let ci: Workflow;
  before(async () => {
    ci = await readYaml<Workflow>('.github/workflows/ci.yml');
  });

  it('runs for pushes to main and develop and for pull requests to main', () => {
    expect(ci.on).to.deep.equal({ push: { branches: ['main', 'develop'] }, pull_request: { branches: ['main'] } });
  });

  it('checks format, lint, import rules and types', () => {
    expect(commandsOf(ci.jobs.static)).to.match(/npm run format:check\n.*npm run lint\n.*depcruise src\n.*tsc -p \. --noEmit/s);
  });

  it('tests without any service', () => {
    expect(ci.jobs.test?.services).to.equal(undefined);
    expect(commandsOf(ci.jobs.test)).to.match(/npm test$/);
  });

  it('tests against PostgreSQL 15 and Redis 7, which are waited for, with the coverage gate, faults and the browser', () => {
    const job = ci.jobs.services;
    expect(Object.values(job?.services ?? {}).map((service) => service.image)).to.deep.equal(['postgres:15', 'redis:7']);
    for (const service of Object.values(job?.services ?? {})) expect(service.options).to.include('--health-cmd');
    expect(job?.env).to.have.all.keys('TEST_DATABASE_URL', 'TEST_REDIS_URL');
    expect(commandsOf(job)).to.match(/npm run coverage\nnpm run test:faults\n.*npm run test:browser/s);
  });

  it('builds the code and the image', () => {
    expect(commandsOf(ci.jobs.build)).to.match(/npm run build\n.*docker build/s);
  });

  it('looks for secrets, keeps the bill of materials, and asks what is known against the dependencies', () => {
    const job = ci.jobs['supply-chain'];
    expect(commandsOf(job)).to.match(
      /npm run scan:secrets\nnpm run --silent sbom > sbom\.cdx\.json\n.*npm run audit:dependencies$/s,
    );
    const kept = job?.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    expect(kept?.with).to.include({ path: 'sbom.cdx.json', 'if-no-files-found': 'error' });
  });

  it('asks the registry there alone: the tests and the gate do without the network', async () => {
    const { scripts = {} } = await readJson<{ scripts?: Record<string, string> }>('package.json');
    const others = Object.entries(scripts).filter(([name]) => name !== 'audit:dependencies');
    expect(others.filter(([, command]) => /audit[:-]dependencies|npm audit/.test(command))).to.deep.equal([]);
    expect(await readText('.ci/run')).to.not.match(/audit:dependencies|npm audit/);
  });

  it('names only npm scripts that exist', async () => {
    const { scripts = {} } = await readJson<{ scripts?: Record<string, string> }>('package.json');
    const named = Object.values(ci.jobs).flatMap((job) => [...commandsOf(job).matchAll(/npm (?:run )?(test|[a-z:]+)$/gm)]);
    expect(named.length).to.be.greaterThan(4);
    expect(Object.keys(scripts)).to.include.members(named.map((match) => match[1]));
  });
});

describe('workflows', () => {
  let workflows: { name: string; workflow: Workflow }[];
  before(async () => {
    const names = (await readdir(path.join(repository, '.github/workflows'))).map((name) => `.github/workflows/${name}`);
    workflows = await Promise.all(names.map(async (name) => ({ name, workflow: await readYaml<Workflow>(name) })));
  });

  it('may only read unless a job says more, and do not run twice at once', () => {
    for (const { name, workflow } of workflows) {
      expect(workflow.permissions, name).to.deep.equal({ contents: 'read' });
      expect(workflow.concurrency?.group, name).to.be.a('string');
    }
  });

  it('end by themselves', () => {
    for (const { name, workflow } of workflows) {
      for (const [job, { 'timeout-minutes': minutes }] of Object.entries(workflow.jobs)) {
        expect(minutes, `${name} ${job}`).to.be.within(1, 60);
      }
    }
  });

  it('use actions by version, install by the lock file without install scripts, and put no event text into a shell', () => {
    for (const { name, workflow } of workflows) {
      for (const step of Object.values(workflow.jobs).flatMap((job) => job.steps)) {
        if (step.uses !== undefined) expect(step.uses, name).to.match(/@(v\d+(\.\d+){0,2}|[0-9a-f]{40})$/);
        expect(step.run ?? '', name).not.to.match(/\$\{\{\s*github\.(event|head_ref)/);
        expect(step.run ?? '', name).not.to.match(/npm (install|i)\b/);
        if (/npm ci\b/.test(step.run ?? '')) expect(step.run, name).to.include('--ignore-scripts');
      }
    }
  });

  it('take the Node version from .nvmrc, which is the one of the image', async () => {
    for (const { name, workflow } of workflows) {
      const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
      for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@'))) {
        expect(step.with?.['node-version-file'], name).to.equal('.nvmrc');
      }
    }
    expect(await readText('Dockerfile')).to.include(`node:${(await readText('.nvmrc')).trim()}-alpine`);
  });
});

describe('project pages', () => {
  it('dependabot watches packages, actions and the image', async () => {
    const { updates } = await readYaml<{ updates: { 'package-ecosystem': string; schedule: unknown }[] }>(
      '.github/dependabot.yml',
    );
    expect(updates.map((update) => update['package-ecosystem'])).to.deep.equal(['npm', 'github-actions', 'docker']);
  });

  it('issue forms have what the platform asks for: a name, a description, a body with unique ids', async () => {
    for (const name of ['bug', 'feature']) {
      const form = await readYaml<{ name: string; description: string; body: { type: string; id?: string }[] }>(
        `.github/ISSUE_TEMPLATE/${name}.yml`,
      );
      expect(form.name, name).to.be.a('string').with.length.greaterThan(2);
      expect(form.description, name).to.be.a('string').with.length.greaterThan(2);
      const ids = form.body.filter((field) => field.type !== 'markdown').map((field) => field.id);
      expect(new Set(ids).size, name).to.equal(ids.length);
      expect(ids, name).not.to.include(undefined);
    }
  });

  it('every line of CODEOWNERS names a pattern and at least one owner', async () => {
    const lines = (await readText('.github/CODEOWNERS')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.length).to.be.greaterThan(0);
    for (const line of lines) expect(line).to.match(/^\S+(\s+@[\w-]+(\/[\w-]+)?)+$/);
  });
});
