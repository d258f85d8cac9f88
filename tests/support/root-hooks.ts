import type { RootHookObject } from 'mocha';
import { watchRedis } from './canaries.js';
import { prepareEmbeddedImage } from './test-database.js';
import { nameRunningTest, ResponseFaults, runningTest, untold } from './response-faults.js';

/** For the response check: which test is running, and at the end that every answer was as documented, also of applications never closed. */
watchRedis((fault) => untold.add(`${fault} [in: ${runningTest()}]`));

export const mochaHooks: RootHookObject = {
  beforeEach(this: Mocha.Context) {
    nameRunningTest(this.currentTest?.fullTitle());
  },
  afterAll() {
    if (untold.size > 0) throw new ResponseFaults([...untold]);
  },
};

/** Once a run, before any worker starts: making the image takes longer than a test may. */
export async function mochaGlobalSetup(): Promise<void> {
  if (!process.env['TEST_DATABASE_URL']) await prepareEmbeddedImage();
}
