import type { Application } from '../src/composition/index.js';
import { features } from '../src/composition/container.js';

/** Runs each recurring job once, so that what is ranked and counted by jobs is there, as on a server that has been up for a while. */
export async function runJobsOnce({ container }: Application): Promise<void> {
  for (const token of features.flatMap(({ jobs }) => jobs)) {
    const job = container.get(token);
    try {
      await job.run();
    } catch (error) {
      console.error(`${job.name} failed`, error);
    }
  }
}
