import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { RunningProgram } from './program.js';

describe('an error that nobody caught', function () {
  this.timeout(60_000);
  let directory: string;
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-crash-'));
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const crash = async (fault: string): Promise<RunningProgram> => {
    const variables = { DATA_DIR: directory, PORT: '0', SEED_DEMO: 'false', LOG_FORMAT: 'json' };
    const program = RunningProgram.start('tests/startup/fixtures/broken-server.ts', variables, fault);
    expect(await program.ended(40_000), program.everything).to.equal(1);
    return program;
  };
  const errorLines = ({
    output,
  }: RunningProgram): { message: string; metadata: { error: { message: string; stack: string } } }[] =>
    output
      .split('\n')
      .filter((line) => line.startsWith('{"timestamp"') && line.includes('"level":"error"'))
      .map((line) => JSON.parse(line) as ReturnType<typeof errorLines>[number]);

  for (const [fault, kind, message] of [
    ['throws', 'uncaught exception', 'thrown in a timer'],
    ['rejects', 'unhandled rejection', 'rejected by nobody’s promise'],
  ] as const) {
    it(`${fault === 'throws' ? 'in a timer' : 'in a promise'} is logged with its stack, reported, and ends the program with code 1`, async () => {
      const program = await crash(fault);
      const [line, ...others] = errorLines(program);
      expect(others).to.deep.equal([]);
      expect(line?.message).to.include(kind);
      expect(line?.metadata.error.message).to.equal(message);
      expect(line?.metadata.error.stack).to.include('broken-server');
      expect(program.errors).to.include(`reported: ${message}`);
    });
  }

  it('is logged also when it follows another, which keeps its time to be reported', async () => {
    const program = await crash('both');
    expect(errorLines(program).map(({ metadata }) => metadata.error.message)).to.deep.equal(['the first one', 'the second one']);
    expect(program.errors).to.include('reported: the first one\n');
  });
});
