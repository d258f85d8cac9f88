import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../src/config/index.js';
import { runProgram } from '../scripts/run-program.js';
import { buildTestApp, type TestApp } from '../tests/support/build-test-app.js';
import { ResponseFaults } from '../tests/support/response-faults.js';
import { prepareEmbeddedImage } from '../tests/support/test-database.js';
import { Fuzzer, type FuzzReport } from '../tests/http/security/fuzz/fuzzer.js';

const help = `Malformed requests to every operation of the document, each the same for the same seed and number. Every answer is compared with the document too.

  npm run fuzz                                   20,000 with seed 1, into bench/results/fuzz.md
  npm run fuzz -- --requests 2000 --seed 7       printed only

On the embedded database, or on TEST_DATABASE_URL and TEST_REDIS_URL.`;

const usual = { requests: 20_000, seed: 1 };
const MB = 1_048_576;

interface Memory {
  readonly sent: number;
  readonly heap: number;
  readonly resident: number;
}

function memoryAfter(sent: number): Memory {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { sent, heap: Math.round(heapUsed / MB), resident: Math.round(rss / MB) };
}

function reportOf(
  seed: number,
  { requests, answers, perOperation, faults }: FuzzReport,
  memory: readonly Memory[],
  contract: number,
): string {
  const counts = Object.values(perOperation);
  const on = process.env['TEST_DATABASE_URL'] ? 'PostgreSQL and Redis' : 'the embedded adapters';
  return [
    '# Malformed requests',
    '',
    `\`npm run fuzz\`: ${requests.toLocaleString('en-US')} requests of seed ${seed} to ${counts.length} operations (${Math.min(...counts)} to ${Math.max(...counts)} each), on ${on}. Node ${process.version}, ${os.availableParallelism()} cores.`,
    '',
    `Answers of 500 and above, connections closed without an answer, and answers that took over 15 s: ${faults.length}. Answers that were not as the document says: ${contract}.`,
    '',
    '| status | answers |',
    '| --- | --: |',
    ...Object.entries(answers).map(([status, count]) => `| ${status} | ${count.toLocaleString('en-US')} |`),
    '',
    'Memory of the process, client included, after a collection:',
    '',
    '| after requests | heap, MB | resident, MB |',
    '| --: | --: | --: |',
    ...memory.map(({ sent, heap, resident }) => `| ${sent.toLocaleString('en-US')} | ${heap} | ${resident} |`),
    '',
  ].join('\n');
}

/** Answers that were not as the document says, or said too much. */
async function faultsAtEnd(app: TestApp): Promise<readonly string[]> {
  try {
    await app.close();
    return [];
  } catch (error) {
    if (error instanceof ResponseFaults) return error.faults;
    throw error;
  }
}

await runProgram(async (words) => {
  if (words.includes('--help')) {
    console.log(help);
    return 0;
  }
  const numberAfter = (name: keyof typeof usual): number =>
    words.includes(`--${name}`) ? Number(words[words.indexOf(`--${name}`) + 1]) : usual[name];
  const [requests, seed] = [numberAfter('requests'), numberAfter('seed')];
  if (!process.env['TEST_DATABASE_URL']) await prepareEmbeddedImage();
  const app = await buildTestApp();
  const memory: Memory[] = [];
  const fuzzer = await Fuzzer.on(app, seed);
  const report = await fuzzer.run(requests, (sent) => {
    if (sent % 2_000 === 0 || sent === requests) memory.push(memoryAfter(sent));
    console.error(`${sent} of ${requests}`);
  });
  const contract = await faultsAtEnd(app);
  const text = reportOf(seed, report, memory, contract.length);
  console.log([text, ...contract, ...report.faults.slice(0, 50)].join('\n'));
  if (words.length === 0) writeFileSync(path.join(projectRoot(), 'bench/results/fuzz.md'), text);
  return report.faults.length + contract.length === 0 ? 0 : 1;
});
