import type { RootHookObject } from 'mocha';
import { nameRunningTest, ResponseFaults, untold } from './response-faults.js';

/** For the response check: which test is running, and at the end that every answer was as documented, also of applications never closed. */
export const mochaHooks: RootHookObject = {
  beforeEach(this: Mocha.Context) {
    nameRunningTest(this.currentTest?.fullTitle());
  },
  afterAll() {
    if (untold.size > 0) throw new ResponseFaults([...untold]);
  },
};
