import { QueueingBulkhead } from '../../../src/adapters/memory/queueing-bulkhead.js';
import { bulkheadContract } from '../../contracts/bulkhead.contract.js';

describe('QueueingBulkhead', () => {
  bulkheadContract({ make: () => new QueueingBulkhead({ atOnce: 2, maxWaiting: 3, maxWaitMs: 100 }) });
});
