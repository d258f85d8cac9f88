import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import type { ChildMessage } from './child.js';

/** Jobs run before it: rankings of a large database take their time. */
const startMs = 300_000;

/** A server in a process of its own, whose processor time can be asked for. Its output goes to a file, as a platform would take it. */
export class MeasuredServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(program: string, env: NodeJS.ProcessEnv, logFile: string): Promise<MeasuredServer> {
    const log = openSync(logFile, 'w');
    const child = fork(path.join(import.meta.dirname, program), [], {
      env: { PATH: process.env['PATH'], ...env },
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`${program} ended with ${String(code)} before it was ready; see ${logFile}`);
    });
    const [message] = (await Promise.race([once(child, 'message', { signal: AbortSignal.timeout(startMs) }), ended])) as [
      ChildMessage,
    ];
    ended.catch(() => undefined); // it will exit one day: when we stop it
    return new MeasuredServer(child, `http://127.0.0.1:${(message as { port: number }).port}`);
  }

  /** For the program itself, which listens to its process's messages. */
  tell(message: object): void {
    this.child.send(message);
  }

  async usage(): Promise<{ cpuMicros: number; rssBytes: number }> {
    this.child.send('usage');
    const [message] = (await once(this.child, 'message')) as [{ cpuMicros: number; rssBytes: number }];
    return message;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
