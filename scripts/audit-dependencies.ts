import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Advisory, advisoriesOf, judge, type Lock, readWaivers } from './dependency-verdict.js';
import { npmJson } from './npm-json.js';
import { runProgram } from './run-program.js';

const waiversFile = 'docs/security/waivers.json';

const help = `Asks the registry what is known against the locked packages, those of production and of development. Needs the network.

  npm run audit:dependencies     exit code 1 for an advisory that is not waived, for a waiver that has expired or waives
                                 nothing, and when the registry could not be asked

Waivers stand in ${waiversFile}: [{ "id": "GHSA-…", "reason": "why it does not hurt us", "until": "2026-12-31" }].`;

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const line = ({ id, packageName, severity, title, production }: Advisory): string =>
  `${id} ${severity} in ${packageName} (${production ? 'production' : 'development'}): ${title}`;

function audit(): number {
  const today = new Date().toISOString().slice(0, 10);
  const waivers = readWaivers(readJson(waiversFile), today);
  // Whatever npm's settings and NODE_ENV are: offline, it would report that there is nothing; without dev, half of it.
  const report = npmJson('audit', '--json', '--no-offline', '--include=dev', '--include=optional', '--include=peer');
  const { open, waived, expired, unused } = judge(advisoriesOf(report, readJson('package-lock.json') as Lock), waivers, today);
  for (const advisory of waived) console.log(`Waived: ${line(advisory)}`);
  for (const advisory of open) console.error(`Open: ${line(advisory)}`);
  for (const { id, until } of expired)
    console.error(`Expired: the waiver of ${id} held until ${until}. Remove it or judge anew.`);
  for (const { id } of unused) console.error(`Unused: the waiver of ${id} waives nothing. Remove it.`);
  const faults = open.length + expired.length + unused.length;
  if (faults === 0) console.log(`Nothing is known against the locked packages${waived.length > 0 ? ' but what is waived' : ''}.`);
  return faults === 0 ? 0 : 1;
}

await runProgram(async (args) => {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
  if (!values.help) return audit();
  console.log(help);
  return 0;
});
