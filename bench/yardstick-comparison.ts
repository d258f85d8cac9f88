import type { BenchRun } from './bench-run.js';
import { drive, type Figures, median } from './drive.js';
import { measureEach, prepare, type PreparedCase } from './preparation.js';
import { type CaseResult, communityReport, hostReport } from './report.js';

const stock = [{ path: '/', headers: { 'accept-encoding': 'identity' } }];
const warmUpSeconds = 2;

/** Our server beside the yardstick, case by case, in turns: one report for the host, one for the community where there is one. */
export async function compareWithYardstick(run: BenchRun): Promise<void> {
  const { options } = run;
  const { databaseUrl, redisUrl } = options;
  const ours = await run.startOurs('ours', databaseUrl);
  const yardstick = await run.startYardstick();

  const measure = async ({ bench, requests }: PreparedCase): Promise<CaseResult> => {
    const width = bench.connections ?? options.connections;
    await drive(ours, requests, warmUpSeconds, width);
    await drive(yardstick, stock, warmUpSeconds, width);
    const pairs: { ours: Figures; yardstick: Figures }[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      pairs.push({
        ours: await drive(ours, requests, options.seconds, width),
        yardstick: await drive(yardstick, stock, options.seconds, width),
      });
    }
    return { bench, ours: median(pairs.map((pair) => pair.ours)), yardstick: median(pairs.map((pair) => pair.yardstick)) };
  };

  const { host, community } = await run.casesOn(ours, databaseUrl);
  const backing = `${databaseUrl ? 'PostgreSQL' : 'embedded PostgreSQL'} and ${redisUrl ? 'Redis' : 'memory adapters'}`;
  const setting = { ...options, backing };
  const hosted = await prepare(ours.url, run.wanted(host));
  const missing = community ? [] : [{ name: 'community', reason: 'bench:data did not fill this database' }];
  const measured = await measureEach(hosted.cases, measure);
  run.publish(
    databaseUrl ? 'servers.md' : 'embedded.md',
    `Bench: ${backing}`,
    hostReport(measured.results, [...hosted.leftOut, ...measured.leftOut, ...missing], setting),
  );
  if (!community) return;
  const met = await prepare(ours.url, run.wanted(community));
  const { results, leftOut } = await measureEach(met.cases, measure);
  run.publish(
    'community.md',
    `Bench: a community on ${backing}`,
    communityReport(results, [...met.leftOut, ...leftOut], setting),
  );
}
