export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/**
 * Sends one mail. Resolves when it was handed over (accepted by the server, or written to disk); rejects otherwise, within its
 * time bound, so that the caller can try again. Line breaks in `to` or `subject` are refused (TypeError): no header can be smuggled in.
 */
export abstract class Mailer {
  abstract send(mail: Mail): Promise<void>;
}
