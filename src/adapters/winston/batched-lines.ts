import { writeSync } from 'node:fs';

const maxLines = 250;
const flushMs = 25;

/**
 * Writes lines to a file descriptor in batches: one system call for many lines, which are rendered in a row then, faster than each between other
 * work. Nothing is lost at exit, since `flushNow` is synchronous and runs on 'exit' too. After `close` nothing is written: the number of the
 * descriptor may by then be somebody else's file or socket.
 */
export class BatchedLines {
  #lines: (() => string)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  readonly #onExit = (): void => this.flushNow();

  constructor(private readonly descriptor: number) {
    process.once('exit', this.#onExit);
  }

  /** `render` is called once, soon; what it reads must not change meanwhile. */
  add(render: () => string): void {
    if (this.#closed) return;
    this.#lines.push(render);
    if (this.#lines.length >= maxLines) this.flushNow();
    else this.#timer ??= setTimeout(() => this.flushNow(), flushMs).unref();
  }

  flushNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length === 0) return;
    const lines = this.#lines;
    this.#lines = [];
    writeAll(this.descriptor, Buffer.from(lines.map((render) => `${render()}\n`).join('')));
  }

  close(): void {
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
