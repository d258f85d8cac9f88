import { Ajv } from 'ajv';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dockerfileFaults, execForm, readDockerfile } from './fixtures/dockerfile.js';
import { railwaySchema } from './fixtures/railway-schema.js';
import { readJson, readText, readYaml, run } from './fixtures/repository-files.js';

interface Railway {
  build: Record<string, unknown>;
  deploy: Record<string, unknown> & { startCommand: string; preDeployCommand: string[]; drainingSeconds: number };
}

interface Compose {
  services: Record<
    'api' | 'migrate' | 'postgres' | 'redis',
    {
      image?: string;
      command?: string[];
      healthcheck?: { test: string[] };
      volumes?: string[];
      environment?: Record<string, string>;
      depends_on?: Record<string, { condition: string }>;
      stop_grace_period?: string;
    }
  >;
  volumes: Record<string, unknown>;
}

const lastValue = (text: string, name: string): string =>
  readDockerfile(text).findLast((instruction) => instruction.name === name)?.value ?? '';

describe('container image', () => {
  let dockerfile: string;
  before(async () => {
    dockerfile = await readText('Dockerfile');
  });

  it('keeps our rules', () => {
    expect(dockerfileFaults(dockerfile)).to.deep.equal([]);
  });

  const planted: readonly (readonly [fault: string, from: string | RegExp, to: string])[] = [
    ['every base is node:20-alpine', 'FROM node:20-alpine AS runtime', 'FROM node:latest AS runtime'],
    ['every base is node:20-alpine', 'FROM node:20-alpine AS build', 'FROM node AS build'],
    ['no ADD', 'COPY package.json ./\n', 'ADD package.json ./\n'],
    ['no VOLUME, which Railway refuses', 'EXPOSE 3000', 'VOLUME /app/.data'],
    ['npm ci, never npm install', 'npm ci --ignore-scripts', 'npm install'],
    ['no secret in ENV or ARG', 'EXPOSE 3000', 'ARG JWT_ACCESS_SECRET=x'],
    ['last stage: production dependencies only', ' --omit=dev', ''],
    ['last stage: nothing copied but what is named', 'COPY package.json ./\nUSER', 'COPY . .\nUSER'],
    ['last stage: NODE_ENV=production', 'NODE_ENV=production', 'NODE_ENV=development'],
    ['last stage: a user other than root', 'USER node\n', ''],
    ['last stage: a user other than root', 'USER node\n', 'USER root\n'],
    ['last stage: a user other than root', 'USER node\n', 'USER node\nUSER 0:0\n'],
    ['last stage: STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGKILL'],
    ['last stage: exec-form CMD that starts node', /^CMD \[.*$/m, 'CMD node dist/src/main.js'],
    ['last stage: exec-form CMD that starts node', /^CMD \[.*$/m, 'CMD ["npm", "start"]'],
    ['last stage: HEALTHCHECK by node', 'CMD ["node", "-e"', 'CMD ["curl", "-f"'],
    ['last stage: HEALTHCHECK asks /health/live', '/health/live', '/health'],
  ];
  for (const [fault, from, to] of planted) {
    it(`${fault}: fails with ${to === '' ? `nothing for ${String(from).trim()}` : to.trim()}`, () => {
      expect(dockerfileFaults(dockerfile.replace(from, to))).to.deep.equal([fault]);
    });
  }

  it('is started by the same command on Railway', async () => {
    const { deploy } = await readJson<Railway>('railway.json');
    expect(execForm(lastValue(dockerfile, 'CMD'))?.join(' ')).to.equal(deploy.startCommand);
  });

  it('starts, and migrates with, files that the build makes from files that exist', async () => {
    const { deploy } = await readJson<Railway>('railway.json');
    const built = [deploy.startCommand, ...deploy.preDeployCommand].flatMap((command) => command.match(/dist\/\S+\.js/g) ?? []);
    expect(built).to.have.length(2);
    for (const name of built) {
      expect(await readText(name.replace(/^dist\/(.*)\.js$/, '$1.ts')), name).not.to.equal('');
    }
  });

  it('leaves secrets, data, packages, results and tests out', async () => {
    const ignored = (await readText('.dockerignore')).split('\n');
    expect(ignored).to.include.members([
      '.env',
      '.env.*',
      '.data',
      'node_modules',
      'dist',
      'coverage',
      'tests',
      '.git',
      '*.tsbuildinfo',
    ]);
    expect(ignored.filter((line) => line.startsWith('!'))).to.deep.equal([]);
  });

  describe('health check', () => {
    const check = async (answer: RequestListener): Promise<number> => {
      const server = createServer(answer).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const [program = '', ...words] = execForm(lastValue(dockerfile, 'HEALTHCHECK').replace(/^.*? CMD /, '')) ?? [];
      try {
        const { port } = server.address() as AddressInfo;
        return (await run(program, words, { env: { PATH: process.env.PATH, PORT: String(port) } })).code;
      } finally {
        server.closeAllConnections();
        server.close();
      }
    };

    it('passes when /health/live answers 200', async () => {
      expect(await check((request, response) => response.writeHead(request.url === '/health/live' ? 200 : 404).end())).to.equal(
        0,
      );
    });

    it('fails when it answers 503', async () => {
      expect(await check((_request, response) => response.writeHead(503).end())).to.equal(1);
    });

    it('fails, by itself, when nothing is ever answered', async () => {
      expect(await check(() => undefined)).to.equal(1);
    });
  });
});

describe('railway.json', () => {
  const validate = new Ajv({ allErrors: true, strict: true }).compile(railwaySchema);
  let railway: Railway;
  before(async () => {
    railway = await readJson<Railway>('railway.json');
  });

  it('is what Railway accepts', () => {
    expect(validate(railway), JSON.stringify(validate.errors)).to.equal(true);
  });

  const wrong: readonly (readonly [key: string, value: unknown])[] = [
    ['drainingSeconds', '30'],
    ['overlapSeconds', '20'],
    ['healthcheckTimeout', '120'],
    ['healthcheckPath', '/api/v1/health'],
    ['restartPolicyType', 'on-failure'],
    ['preDeployCommand', []],
    ['startCommand', 'npm start'],
    ['drainSeconds', 30],
  ];
  for (const [key, value] of wrong) {
    it(`does not pass with ${key}: ${JSON.stringify(value)}`, () => {
      expect(validate({ ...railway, deploy: { ...railway.deploy, [key]: value } })).to.equal(false);
    });
  }
});

describe('docker-compose.yml', () => {
  let compose: Compose;
  before(async () => {
    compose = await readYaml<Compose>('docker-compose.yml');
  });

  it('has the versions that are tested, each with a health check and a volume that is declared', () => {
    const { postgres, redis } = compose.services;
    expect([postgres.image, redis.image]).to.deep.equal(['postgres:15-alpine', 'redis:7-alpine']);
    for (const service of [postgres, redis]) {
      expect(service.healthcheck?.test[0]).to.equal('CMD');
      expect(Object.keys(compose.volumes)).to.include(service.volumes?.[0]?.split(':')[0]);
    }
  });

  it('migrates, with the command that Railway runs, before the API starts', async () => {
    const { deploy } = await readJson<Railway>('railway.json');
    const { api, migrate, postgres } = compose.services;
    expect(migrate.command?.join(' ')).to.equal(deploy.preDeployCommand[0]);
    expect(api.depends_on?.migrate?.condition).to.equal('service_completed_successfully');
    expect(migrate.depends_on?.postgres?.condition).to.equal('service_healthy');
    expect(migrate.environment?.DATABASE_URL).to.include(`/${postgres.environment?.POSTGRES_DB}`);
  });

  it('gives the API at least the time to drain that Railway gives', async () => {
    const { deploy } = await readJson<Railway>('railway.json');
    expect(Number.parseInt(compose.services.api.stop_grace_period ?? '0', 10)).to.be.at.least(deploy.drainingSeconds);
  });
});
