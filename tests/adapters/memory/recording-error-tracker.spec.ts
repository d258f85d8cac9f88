import { expect } from 'chai';
import { RecordingErrorTracker } from '../../../src/adapters/memory/recording-error-tracker.js';
import { type LogFields, Logger, type LogLevel } from '../../../src/core/observability/index.js';
import { errorTrackerContract } from '../../contracts/error-tracker.contract.js';

class LinesSeen extends Logger {
  readonly all: { level: LogLevel; message: string; fields: LogFields | undefined }[] = [];

  override log(level: LogLevel, _context: string, message: string, fields?: LogFields): void {
    this.all.push({ level, message, fields });
  }
}

describe('RecordingErrorTracker', () => {
  errorTrackerContract(async () => {
    const lines = new LinesSeen();
    return { tracker: new RecordingErrorTracker(lines), arrived: async () => lines.all.map(({ message }) => message) };
  });

  it('writes each error to the log with what was being done, and remembers it', () => {
    const lines = new LinesSeen();
    const tracker = new RecordingErrorTracker(lines);
    const error = new Error('it broke');
    tracker.capture(error, { route: 'GET /x' });
    expect(lines.all).to.deep.equal([{ level: 'error', message: 'it broke', fields: { route: 'GET /x', error } }]);
    expect(tracker.recorded).to.deep.equal([{ error, context: { route: 'GET /x' } }]);
  });

  it('remembers the last ones only', () => {
    const tracker = new RecordingErrorTracker(new LinesSeen(), 3);
    for (let n = 1; n <= 5; n += 1) tracker.capture(new Error(`number ${n}`));
    expect(tracker.recorded.map(({ error }) => (error as Error).message)).to.deep.equal(['number 3', 'number 4', 'number 5']);
  });
});
