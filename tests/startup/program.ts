import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../src/config/index.js';

const root = path.join(import.meta.dirname, '../..');
const compiled = import.meta.filename.endsWith('.js');

/** How to run one of our programs in a process of its own: from source as these tests run from source, compiled as they are. */
export function nodeProgram(source: string, ...words: string[]): [program: string, words: string[]] {
  const file = path.join(root, compiled ? source.replace(/\.ts$/, '.js') : source);
  return [
    process.execPath,
    ['--enable-source-maps', ...(compiled ? [] : ['--import', import.meta.resolve('tsx/esm')]), file, ...words],
  ];
}

/** What a program of a test sees of the environment: nothing of the tests' own, but where Node is and what the test says. */
export type Variables = Record<string, string | undefined>;

export class RunningProgram {
  output = '';
  errors = '';
  #code: number | null | undefined;
  readonly startedAt = performance.now();

  private constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    child.once('close', (code) => (this.#code = code));
  }

  static start(source: string, variables: Variables, ...words: string[]): RunningProgram {
    // Elsewhere than in the repository, so that a developer's own .env has no say.
    return RunningProgram.startIn(variables.DATA_DIR ? path.dirname(variables.DATA_DIR) : tmpdir(), source, variables, ...words);
  }

  static startIn(cwd: string, source: string, variables: Variables, ...words: string[]): RunningProgram {
    const [program, all] = nodeProgram(source, ...words);
    const { PATH, HOME, NODE_V8_COVERAGE } = process.env;
    const env = {
      PATH,
      HOME,
      TSX_TSCONFIG_PATH: path.join(projectRoot(), 'tsconfig.json'),
      ...(NODE_V8_COVERAGE ? { NODE_V8_COVERAGE } : {}),
      ...variables,
    };
    return new RunningProgram(spawn(program, all, { cwd, env }));
  }

  /** The exit code; null after a signal that ended it. Fails with everything it said when it does not end in time. */
  async ended(withinMs = 60_000): Promise<number | null> {
    if (this.#code === undefined) await Promise.race([once(this.child, 'close'), sleep(withinMs, undefined, { ref: false })]);
    if (this.#code === undefined) throw new Error(`still running after ${withinMs} ms:\n${this.everything}`);
    return this.#code;
  }

  /** Waits for words on either stream. */
  async says(words: string | RegExp, withinMs = 30_000): Promise<RegExpExecArray> {
    const pattern = typeof words === 'string' ? new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : words;
    for (const end = Date.now() + withinMs; Date.now() < end; await sleep(20)) {
      const found = pattern.exec(this.everything);
      if (found) return found;
      if (this.#code !== undefined) throw new Error(`ended with ${this.#code} before saying ${pattern}:\n${this.everything}`);
    }
    throw new Error(`did not say ${pattern} within ${withinMs} ms:\n${this.everything}`);
  }

  /** Where the server listens, as its banner says. */
  async address(withinMs = 40_000): Promise<string> {
    const found = await this.says(/http:\/\/localhost:(\d+)\/health/, withinMs);
    return `http://127.0.0.1:${found[1]}`;
  }

  get everything(): string {
    return `${this.output}\n${this.errors}`;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** For after(): nothing outlives its test. */
  async kill(): Promise<void> {
    if (this.#code !== undefined) return;
    this.child.kill('SIGKILL');
    await this.ended();
  }
}
