import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Rules about the code itself; layout is Prettier's, and who imports whom is .dependency-cruiser.cjs's.
 * A later block replaces a rule of an earlier one as a whole, so lists that differ by place are composed here.
 * tests/architecture/lint-rules.spec.ts proves each restriction with a planted violation.
 */

const io = [
  'express',
  'express/*',
  'inversify-express-utils',
  'knex',
  'knex/*',
  'pg',
  'pg/*',
  'ioredis',
  'bullmq',
  'socket.io',
  '@socket.io/*',
  '@sentry/*',
  '@aws-sdk/*',
  'firebase-admin',
  'firebase-admin/*',
  'nodemailer',
  'winston',
  'sharp',
  '@electric-sql/*',
];

const explicitInject = {
  selector:
    "ClassDeclaration:has(> Decorator[expression.callee.name=/^(injectable|controller)$/]) MethodDefinition[kind='constructor'] > FunctionExpression > :matches(TSParameterProperty, Identifier, AssignmentPattern).params:not(:has(> Decorator[expression.callee.name=/^(inject|multiInject|unmanaged|injectHttpContext)$/]))",
  message: 'Every constructor parameter needs an explicit @inject(TOKEN): without it the container injects undefined, silently.',
};

const rawSql =
  'CallExpression[callee.property.name=/^(raw|fromRaw|joinRaw|(and|or)?[wW]hereRaw|(or)?[hH]avingRaw|groupByRaw|orderByRaw)$/]';
const sqlMessage = 'SQL is a constant text; values go into bindings (?, and ?? for names).';
const builtSql = [
  { selector: `${rawSql}[arguments.0.type='TemplateLiteral'][arguments.0.expressions.length>0]`, message: sqlMessage },
  { selector: `${rawSql}[arguments.0.type='BinaryExpression']`, message: sqlMessage },
  {
    selector: `${rawSql} > CallExpression.arguments[callee.property.name=/^(concat|join|replace|replaceAll)$/]`,
    message: sqlMessage,
  },
];
// The same text on its way through a variable or a function.
const sqlText = {
  selector:
    ':not(TaggedTemplateExpression) > TemplateLiteral[expressions.length>0] > TemplateElement.quasis:first-child[value.raw=/^\\s*(select|insert\\s+into|update|delete\\s+from|create|alter|drop|truncate|set)\\s/i]',
  message: sqlMessage,
};
// A pg or PGlite client is asked with query() and exec(), names that mean other things elsewhere.
const clientSql = 'CallExpression[callee.property.name=/^(query|exec)$/]';
const builtClientSql = [
  { selector: `${clientSql}[arguments.0.type='TemplateLiteral'][arguments.0.expressions.length>0]`, message: sqlMessage },
  { selector: `${clientSql}[arguments.0.type='BinaryExpression']`, message: sqlMessage },
];

const swallowMessage = 'An error is handled, counted or passed on, never dropped.';
const swallowedErrors = [
  { selector: 'CatchClause > BlockStatement[body.length=0]', message: swallowMessage },
  {
    selector: "CallExpression[callee.property.name='catch'] > ArrowFunctionExpression > BlockStatement[body.length=0]",
    message: swallowMessage,
  },
  {
    selector:
      "CallExpression[callee.property.name='catch'] > ArrowFunctionExpression > :matches(Identifier[name='undefined'], Literal[raw='null']).body",
    message: swallowMessage,
  },
];

const defaultExports = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: "ExportSpecifier[exported.name='default']", message: 'Named exports only.' },
];

const rootKnexMessage = 'Only the session, the factory and composition hold the root Knex instance: take a KnexSession.';
const lateKnex = { selector: "ImportExpression[source.value='knex']", message: rootKnexMessage };

const impureCore = [
  {
    selector: "Decorator:not([expression.callee.name='Cached'])",
    message: 'Core classes carry no decorators but @Cached; composition wires them.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The time comes from Clock.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'The time comes from Clock.' },
];

const switchedOff = 'A test that is switched off, or alone, proves nothing for the others.';
const runners = '/^(describe|context|suite|it|specify|test)$/';
const switchedOffTests = [
  { selector: `MemberExpression[object.name=${runners}][property.name=/^(only|skip)$/]`, message: switchedOff },
  { selector: `MemberExpression[object.name=${runners}][property.value=/^(only|skip)$/]`, message: switchedOff },
  { selector: 'CallExpression[callee.name=/^x(describe|context|it|specify)$/]', message: switchedOff },
  { selector: "MemberExpression[object.type='ThisExpression'][property.name='skip']", message: switchedOff },
];

const outgoing = 'What goes out to addresses that people give us goes through OutgoingHttp.';
const outgoingGlobals = ['fetch', 'EventSource', 'WebSocket', 'XMLHttpRequest'].map((name) => ({ name, message: outgoing }));

const environment = 'Only src/config reads the environment.';
const processModule = ['process', 'node:process'].map((name) => ({ name, message: `Use the global. ${environment}` }));
const rootKnex = { name: 'knex', importNames: ['default', 'knex'], allowTypeImports: true, message: rootKnexMessage };

const everywhere = [explicitInject, ...builtSql];
const inSrc = [...everywhere, ...swallowedErrors, ...defaultExports];

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'node_modules/', '.data/', '.cache/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs,cjs}'],
    extends: [tseslint.configs.recommended],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-empty': 'error',
      'no-eval': 'error',
      'no-debugger': 'error',
      'no-fallthrough': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-useless-catch': 'error',
      'max-lines': ['error', 350],
      'no-restricted-syntax': ['error', ...everywhere],
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['src/config/**', 'knexfile.ts', 'scripts/**', 'tests/**', 'bench/**'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: environment }],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: processModule }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', ...outgoingGlobals],
      'no-restricted-syntax': ['error', ...inSrc, lateKnex],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [...processModule, rootKnex] }],
    },
  },
  {
    // A Knex builder is a thenable, and a nested condition such as where((q) => q.orWhere(...)) returns it by habit.
    files: ['src/adapters/postgres/**/*.ts', 'migrations/**/*.ts', 'seeds/**/*.ts'],
    rules: { '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }] },
  },
  { files: ['src/main.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src/adapters/postgres/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...inSrc, ...builtClientSql, sqlText, lateKnex] },
  },
  {
    files: ['src/adapters/postgres/{knex-session,knex-factory}.ts', 'src/composition/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...inSrc, ...builtClientSql, sqlText],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: processModule }],
    },
  },
  {
    files: ['migrations/**/*.ts', 'seeds/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...builtClientSql, sqlText] },
  },
  { files: ['src/config/**/*.ts'], rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [rootKnex] }] } },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...outgoingGlobals, 'process'],
      'no-restricted-syntax': ['error', ...inSrc, lateKnex, ...impureCore],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: processModule,
          patterns: [
            { group: io, message: 'src/core is pure: depend on a port.' },
            { regex: '(^|/)(adapters|composition|config)(/|$)', message: 'src/core must not import outer layers.' },
          ],
        },
      ],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...switchedOffTests],
      // chai asserts with property reads: expect(x).to.be.true
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  // Planted texts hold the very thing.
  { files: ['tests/architecture/fixtures/*.ts'], rules: { 'no-template-curly-in-string': 'off' } },
  {
    files: ['tests/unit/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: io, message: 'tests/unit runs core alone: no socket, no file, no framework.' }] },
      ],
    },
  },
);
