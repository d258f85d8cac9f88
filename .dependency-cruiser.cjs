/**
 * Who may import whom. Everything is closed unless a line below opens it: a new technology gets a folder in src/adapters
 * and one line in `librariesOf`. tests/architecture/import-rules.spec.ts proves each rule with a planted violation.
 */

/** npm packages per adapter folder, as regular expressions. A folder that is not named here uses no package. */
const librariesOf = {
  argon2: ['@node-rs/argon2'],
  firebase: ['firebase-admin'],
  http: [
    'express',
    'express-serve-static-core',
    'inversify',
    'inversify-express-utils',
    'reflect-metadata',
    'joi',
    'joi-to-swagger',
    'multer',
    'helmet',
    'cors',
    'compression',
    'swagger-jsdoc',
    'swagger-ui-express',
  ],
  jose: ['jose'],
  mailbox: ['nodemailer'],
  memory: ['lru-cache', 'rate-limiter-flexible'],
  postgres: ['knex', 'pg', 'pg-[^/]+', '@electric-sql/[^/]+'],
  prometheus: ['prom-client'],
  r2: ['@aws-sdk/[^/]+', '@smithy/[^/]+'],
  realtime: ['socket\\.io', '@socket\\.io/[^/]+'],
  redis: ['ioredis', 'bullmq', 'rate-limiter-flexible', '@socket\\.io/redis-adapter'],
  sentry: ['@sentry/[^/]+'],
  sharp: ['sharp', 'file-type', 'blurhash'],
  smtp: ['nodemailer'],
  system: ['uuid'],
  winston: ['winston', 'winston-[^/]+', 'logform', 'triple-beam'],
  zxcvbn: ['@zxcvbn-ts/[^/]+'],
};

/** Packages that only compute, so a feature may use them. Nothing that touches a socket, a file, a clock or a framework. */
const pureLibraries = ['@zxcvbn-ts/[^/]+', 'htmlparser2', 'devalue', 'lru-cache'];

/** Node's own modules that a feature may use. */
const coreBuiltins = ['crypto', 'url', 'async_hooks'];

/** Files that may open sockets: who listens, who asks whether a port is free, who tells addresses apart, and the one door outside. */
const openers = [
  '^src/adapters/http/express-server\\.ts$',
  '^src/adapters/http/client-address\\.ts$',
  '^src/composition/startup\\.ts$',
  '^src/adapters/node-http/',
];

const anyPackage = '(^|/)node_modules/';
const packages = (names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

const forbidden = [
  {
    name: 'every-file-has-a-room',
    comment: 'src holds core, adapters, composition, config and main.ts; core and adapters are made of folders.',
    from: { path: '^src/', pathNot: '^src/((core|adapters)/[^/]+/|composition/|config/|main\\.ts$)' },
    to: {},
  },
  {
    name: 'no-vague-rooms',
    comment: 'A folder or file says what it is about.',
    from: {},
    to: { path: '/(utils?|helpers?|common|misc|shared|types)(/|\\.ts$)', pathNot: anyPackage },
  },
  {
    name: 'kebab-case-names',
    comment: 'Files and folders are kebab-case.',
    from: {},
    to: { path: '^src/.*[A-Z_]' },
  },
  {
    name: 'kernel-imports-itself-only',
    comment: 'The kernel is the few words all features use: no feature, no package, nothing of Node.',
    from: { path: '^src/core/kernel/' },
    to: { pathNot: '^src/core/kernel/', couldNotResolve: false },
  },
  {
    name: 'core-knows-no-outer-layer',
    comment: 'A feature depends on ports; adapters and composition depend on the feature.',
    from: { path: '^src/core/', pathNot: '^src/core/kernel/' },
    to: { path: '^src/', pathNot: '^src/core/' },
  },
  {
    name: 'feature-through-its-index',
    comment: "Another feature is used through its index.ts; what stands behind it is that feature's own.",
    from: { path: '^src/core/([^/]+)/', pathNot: '^src/core/kernel/' },
    to: { path: '^src/core/', pathNot: ['^src/core/$1/', '^src/core/kernel/', '^src/core/[^/]+/index\\.ts$'] },
  },
  {
    name: 'no-cycle-between-features',
    comment: 'Two features that need each other are one feature, or miss an event. Holds for folders, where files have no cycle.',
    scope: 'folder',
    from: { path: '^src/core/[^/]+$' },
    to: { path: '^src/core/[^/]+$', circular: true },
  },
  {
    name: 'core-uses-no-io-package',
    comment: 'No framework and no package that does I/O in a feature: make a port and an adapter.',
    from: { path: '^src/core/', pathNot: '^src/core/kernel/' },
    to: { path: anyPackage, pathNot: packages(pureLibraries) },
  },
  {
    name: 'core-uses-no-io-builtin',
    comment: `Of Node's own modules a feature may use ${coreBuiltins.join(', ')}.`,
    from: { path: '^src/core/', pathNot: '^src/core/kernel/' },
    to: { dependencyTypes: ['core'], pathNot: `^(node:)?(${coreBuiltins.join('|')})$` },
  },
  {
    name: 'outgoing-http-is-the-only-door',
    comment:
      'Sockets and names are opened by the server, by the libraries of R2, Redis, PostgreSQL and SMTP, and by OutgoingHttp. A request to an ' +
      'address that a person gives goes through that port (ADR 26). Types cost nothing.',
    from: { path: '^src/', pathNot: ['^src/core/', ...openers] },
    to: {
      dependencyTypes: ['core'],
      dependencyTypesNot: ['type-only'],
      path: '^(node:)?(http|https|http2|net|tls|dgram|dns|dns/promises|undici)$',
    },
  },
  {
    name: 'adapter-imports-core-and-itself',
    comment: "Never another technology's folder, nor composition or config: constructor arguments are ports and values.",
    from: { path: '^src/adapters/([^/]+)/' },
    to: { path: '^src/', pathNot: ['^src/core/', '^src/adapters/$1/'] },
  },
  ...Object.entries(librariesOf).map(([technology, names]) => ({
    name: `${technology}-uses-its-own-libraries`,
    comment: `adapters/${technology} may use ${names.join(', ').replaceAll('\\', '')}.`,
    from: { path: `^src/adapters/${technology}/` },
    to: { path: anyPackage, pathNot: packages(names) },
  })),
  {
    name: 'other-adapters-use-no-library',
    comment: 'A folder without a line in librariesOf (.dependency-cruiser.cjs) uses no package.',
    from: { path: '^src/adapters/', pathNot: `^src/adapters/(${Object.keys(librariesOf).join('|')})/` },
    to: { path: anyPackage },
  },
  {
    name: 'composition-not-main',
    comment: 'main.ts starts what composition makes.',
    from: { path: '^src/composition/' },
    to: { path: '^src/main\\.ts$' },
  },
  {
    name: 'config-imports-kernel-only',
    comment: 'Config turns the environment into typed values and knows nobody who uses them.',
    from: { path: '^src/config/' },
    to: { path: '^src/', pathNot: ['^src/config/', '^src/core/kernel/'] },
  },
  {
    name: 'config-uses-no-technology',
    comment: 'Config checks with joi, and talks to nothing.',
    from: { path: '^src/config/' },
    to: { path: anyPackage, pathNot: packages(['joi']) },
  },
  {
    name: 'main-imports-config-and-composition',
    comment: 'main.ts reads config, composes, listens, stops in order.',
    from: { path: '^src/main\\.ts$' },
    to: { path: '^src/', pathNot: '^src/(config|composition)/' },
  },
  {
    name: 'main-uses-no-technology',
    comment: 'reflect-metadata has to be loaded before the first decorator; nothing else belongs here.',
    from: { path: '^src/main\\.ts$' },
    to: { path: anyPackage, pathNot: packages(['reflect-metadata']) },
  },
  {
    name: 'src-imports-no-tests',
    comment: 'What is built for production needs no tests, load scenarios or scripts.',
    from: { path: '^src/', pathNot: '^src/core/kernel/' },
    to: { path: '^(tests|bench|scripts)/' },
  },
  {
    name: 'only-composition-imports-seeds-and-migrations',
    comment: 'Composition may prepare an embedded database; the others know tables, not how they came to be.',
    from: { path: '^src/', pathNot: '^src/(composition|core/kernel)/' },
    to: { path: '^(seeds/|migrations/|knexfile\\.ts$)' },
  },
  {
    name: 'production-dependencies-only',
    comment:
      'The image carries no devDependencies, and a package that package.json does not name may vanish. Types cost nothing.',
    from: { path: '^src/' },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'no-unresolvable',
    comment: 'The other rules go by where an import leads, so each has to lead somewhere.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-circular',
    comment: 'No cycles between files, type imports included.',
    from: { path: '^src/' },
    to: { circular: true },
  },
];

module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.data|\\.cache)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default', 'require'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
  },
};
