import { writeSync } from 'node:fs';
import TransportStream from 'winston-transport';

const maxBufferedBytes = 64 * 1024;
const flushMs = 25;
const rendered = Symbol.for('message');

/**
 * Writes lines to a file descriptor in batches: one system call for many lines. Nothing is lost at exit, since `flushNow` is synchronous and
 * runs on 'exit' too. After `close` nothing is written: the number of the descriptor may by then be somebody else's file or socket.
 */
export class BatchedLines extends TransportStream {
  #lines: string[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  readonly #onExit = (): void => this.flushNow();

  constructor(private readonly descriptor: number) {
    super();
    process.once('exit', this.#onExit);
  }

  override log(info: Record<symbol, string>, next: () => void): void {
    if (this.#closed) return next();
    const line = `${info[rendered] ?? ''}\n`;
    this.#lines.push(line);
    this.#bytes += line.length;
    if (this.#bytes >= maxBufferedBytes) this.flushNow();
    else this.#timer ??= setTimeout(() => this.flushNow(), flushMs).unref();
    next();
  }

  flushNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length === 0) return;
    const bytes = Buffer.from(this.#lines.join(''));
    this.#lines = [];
    this.#bytes = 0;
    writeAll(this.descriptor, bytes);
  }

  override close(): void {
    this.flushNow();
    this.#closed = true;
    process.off('exit', this.#onExit);
  }
}

/** A pipe whose reader is slow answers EAGAIN; a reader that is gone answers EPIPE, and then there is nobody to tell. */
function writeAll(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}
