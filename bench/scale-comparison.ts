import type { BenchRun } from './bench-run.js';
import type { BenchCase } from './cases.js';
import { drive, type Figures, median } from './drive.js';
import type { MeasuredServer } from './measured-server.js';
import { measureEach, prepare, type Preparation } from './preparation.js';
import { type ScaleResult, scaleReport } from './report.js';

const warmUpSeconds = 2;

/**
 * The reading cases on two databases, in turns within one run: how much slower the large one is. The servers run at the same time, one of them
 * idle. @throws RangeError when one of the databases was not filled by `bench:data`.
 */
export async function compareScales(run: BenchRun, addresses: { readonly small: string; readonly large: string }): Promise<void> {
  const { options } = run;
  const prepareOn = async (name: 'small' | 'large'): Promise<{ server: MeasuredServer; prepared: Preparation }> => {
    const server = await run.startOurs(name, addresses[name]);
    const { community } = await run.casesOn(server, addresses[name]);
    if (!community) throw new RangeError(`The ${name} database was not filled by bench:data`);
    const reading = run.wanted(community).filter((bench: BenchCase) => bench.reads);
    return { server, prepared: await prepare(server.url, reading) };
  };
  const small = await prepareOn('small');
  const large = await prepareOn('large');

  const measured = await measureEach(small.prepared.cases, async ({ bench, requests }): Promise<ScaleResult> => {
    const other = large.prepared.cases.find((prepared) => prepared.bench.name === bench.name);
    if (!other) throw new Error('it was left out on the large one');
    const width = bench.connections ?? options.connections;
    await drive(small.server, requests, warmUpSeconds, width);
    await drive(large.server, other.requests, warmUpSeconds, width);
    const pairs: { small: Figures; large: Figures }[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      pairs.push({
        small: await drive(small.server, requests, options.seconds, width),
        large: await drive(large.server, other.requests, options.seconds, width),
      });
    }
    return { bench, small: median(pairs.map((pair) => pair.small)), large: median(pairs.map((pair) => pair.large)) };
  });
  const leftOut = [
    ...small.prepared.leftOut.map(({ name, reason }) => ({ name, reason: `small: ${reason}` })),
    ...large.prepared.leftOut.map(({ name, reason }) => ({ name, reason: `large: ${reason}` })),
    ...measured.leftOut,
  ];
  const backing = `PostgreSQL and ${options.redisUrl ? 'Redis' : 'memory adapters'}`;
  const names = { small: nameOf(addresses.small), large: nameOf(addresses.large) };
  run.publish('scales.md', 'Bench: scales', scaleReport(measured.results, leftOut, { ...options, backing, ...names }));
}

/** The database alone: no user, no password. */
const nameOf = (url: string): string => new URL(url).pathname.slice(1);
