import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from './fixtures/caching-process.js';

type Asked = { readonly kind: 'write'; readonly id: number } | Omit<Extract<Question, { kind: 'read' }>, 'work'>;

/** A process of its own that reads and writes the rows of the model through its own cache. */
export class CachingProcess {
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #work = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (answer: Answer) => {
      this.#waiting.get(answer.work)?.(answer);
      this.#waiting.delete(answer.work);
    });
  }

  static async start(databaseUrl: string, redisUrl: string, hearing: 'hears' | 'deaf' = 'hears'): Promise<CachingProcess> {
    const program = fileURLToPath(new URL('./fixtures/caching-process.ts', import.meta.url));
    const child = fork(program, [databaseUrl, redisUrl, hearing], { execArgv: ['--import', 'tsx/esm'], stdio: 'inherit' });
    const gone = once(child, 'exit').then(([code]) => Promise.reject(new Error(`it ended with ${String(code)}`)));
    await Promise.race([once(child, 'message'), gone]);
    gone.catch(() => undefined);
    return new CachingProcess(child);
  }

  ask(question: Asked): Promise<Answer> {
    this.#work += 1;
    const work = this.#work;
    return new Promise((resolve) => {
      this.#waiting.set(work, resolve);
      this.child.send({ ...question, work });
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
