/** `url`: none, or too long. `address`: it leads, or one of its addresses leads, to where no stranger may send us. */
export type RefusalReason = 'url' | 'scheme' | 'credentials' | 'port' | 'address';

/** `unreachable`: no such name, no connection, no valid certificate, an answer cut off. */
export type FailureReason = 'timeout' | 'too-large' | 'unreachable';

/** Such a request is never made; asking again does not help. The URL is left out of the message: it may hold a secret. */
export class OutgoingRefused extends Error {
  override readonly name = 'OutgoingRefused';

  constructor(readonly reason: RefusalReason) {
    super(`The address may not be asked: ${reason}`);
  }
}

/** The other side gave no answer that can be used. `cause`: what went wrong, for the log only. */
export class OutgoingFailed extends Error {
  override readonly name = 'OutgoingFailed';

  constructor(
    readonly reason: FailureReason,
    cause?: unknown,
  ) {
    super(`The address gave no answer: ${reason}`, cause === undefined ? {} : { cause });
  }
}
