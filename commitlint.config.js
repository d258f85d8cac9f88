/** Conventional commits: `type(scope): what changes for whom`. Bodies may hold long lines (links, what a bot quotes). */
export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'header-max-length': [2, 'always', 100],
    'scope-case': [2, 'always', ['lower-case', 'kebab-case']],
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
  },
};
