/** Tells the dispatcher of this process that something was recorded, so that it need not wait for its next look. */
export class OutboxSignal {
  #listener: (() => void) | undefined;

  notify(): void {
    this.#listener?.();
  }

  onNotify(listener: () => void): void {
    this.#listener = listener;
  }
}
