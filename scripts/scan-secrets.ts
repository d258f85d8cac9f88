import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { lintSource } from '@secretlint/core';
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import { StartupFailure } from '../src/composition/startup-failure.js';
import { ownSecrets } from './own-secrets.js';
import { runProgram } from './run-program.js';

const help = `Looks for secrets in the files that git tracks here, as they are now: keys and tokens of well-known services, private keys,
passwords in addresses, and what only this server has: its API keys and the values of its secret settings.

  npm run scan:secrets     exit code 1 when there is one, with its place; the secret itself is not shown`;

/** Passwords that protect nothing: of a server that only this machine or the containers beside it reach, and the word that stands for one in tests. */
const harmless = [
  '/postgres(ql)?:\\/\\/postgres:postgres@(localhost|127\\.0\\.0\\.1|postgres)(:\\d+)?\\//',
  '/\\b[a-z]+:\\/\\/[a-z]+:geheim@/',
];
const allowing = (name: string) => ({ id: `@secretlint/secretlint-rule-${name}`, options: { allows: harmless } });
const config = {
  rules: [
    { id: 'recommended', rule: recommended, rules: [allowing('database-connection-string'), allowing('basicauth')] },
    { id: 'own-secrets', rule: ownSecrets },
  ],
};

/** Relative to here. @throws StartupFailure outside a repository, and where nothing is tracked: then nothing would have been looked at. */
function trackedFiles(): string[] {
  const { status, stdout, stderr, error } = spawnSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 100_000_000 });
  if (error || status !== 0) throw new StartupFailure(`git could not say what it tracks: ${error?.message ?? stderr.trim()}`);
  const files = stdout.split('\0').filter((name) => name !== '' && lstatSync(name, { throwIfNoEntry: false })?.isFile());
  if (files.length === 0) throw new StartupFailure('git tracks no file here');
  return files;
}

async function scan(): Promise<number> {
  const files = trackedFiles();
  let found = 0;
  for (const filePath of files) {
    const source = { filePath, content: readFileSync(filePath, 'utf8'), ext: '', contentType: 'text' as const };
    const { messages } = await lintSource({ source, options: { config, maskSecrets: true, noPhysicFilePath: true } });
    for (const { loc, ruleId, message } of messages) {
      console.error(`${filePath}:${loc.start.line}: ${message} (${ruleId})`);
      found += 1;
    }
  }
  if (found === 0) console.log(`${files.length} files, no secret.`);
  else console.error(`${files.length} files, found ${found}. Take them out; what was pushed is known by now, so replace it.`);
  return found === 0 ? 0 : 1;
}

await runProgram(async (args) => {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
  if (!values.help) return scan();
  console.log(help);
  return 0;
});
