import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Clock } from '../../core/kernel/index.js';
import { assertSendable, Mailer, type Mail } from '../../core/mail/ports/mailer.js';
import { readEml } from './eml-reader.js';

/** One mail as a development page shows it. `text` is what was sent, with `\n` between lines and none at the end. */
export interface MailboxEntry {
  readonly name: string;
  readonly to: string;
  readonly subject: string;
  readonly date: Date;
  readonly text: string;
}

/** `20261123T062330123Z-000001-9f86d081.eml`: time of sending (UTC), number within this process, random. Sorts by time. */
const mailName = /^\d{8}T\d{9}Z-\d{6}-[0-9a-f]{8}\.eml$/;

/**
 * Mail as `.eml` files that any mail program opens, for development and trial: nothing leaves the machine.
 * A mail is there wholly or not at all (temporary file, then rename). The directory is never emptied by itself.
 */
export class MailboxMailer extends Mailer {
  private readonly composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  private sent = 0;

  /**
   * @param directory made when first needed
   * @param from the sender, `Name <address>` or a bare address
   */
  constructor(
    private readonly directory: string,
    private readonly from: string,
    private readonly clock: Clock,
  ) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    assertSendable(mail);
    const { to, subject, text, html } = mail;
    const date = this.clock.now();
    const name = this.nextName(date);
    const message = { from: this.from, to: { name: '', address: to }, subject, text, html, date, xMailer: false as const };
    const { message: content } = await this.composer.sendMail(message);
    await this.write(name, content as Buffer);
  }

  /** The newest mails, newest first; `limit` at most. An unreadable directory rejects; one that is not there yet is empty. */
  async list(limit = 50): Promise<MailboxEntry[]> {
    const names = (await readdir(this.directory).catch(emptyWhenMissing)).filter((name) => mailName.test(name));
    const newest = names.sort().reverse().slice(0, limit);
    const entries = await Promise.all(newest.map((name) => this.read(name)));
    return entries.filter((entry) => entry !== undefined);
  }

  /** `undefined` where no mail has this name, names that could not be one (`../…`) included: those never reach the disk. */
  async read(name: string): Promise<MailboxEntry | undefined> {
    if (!mailName.test(name)) return undefined;
    const content = await readFile(path.join(this.directory, name)).catch(undefinedWhenMissing);
    return content && { name, ...readEml(content) };
  }

  private nextName(date: Date): string {
    this.sent = (this.sent + 1) % 1_000_000;
    const time = date.toISOString().replace(/[-:.]/g, '');
    return `${time}-${String(this.sent).padStart(6, '0')}-${randomBytes(4).toString('hex')}.eml`;
  }

  private async write(name: string, content: Buffer): Promise<void> {
    const temporary = path.join(this.directory, `.${name}.temporary`);
    try {
      await mkdir(this.directory, { recursive: true });
      try {
        await writeFile(temporary, content, { flag: 'wx' });
        await rename(temporary, path.join(this.directory, name));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    } catch (error) {
      throw new Error(`The mail could not be written to the mailbox directory ${this.directory}`, { cause: error });
    }
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function emptyWhenMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}

function undefinedWhenMissing(error: unknown): undefined {
  if (isMissing(error)) return undefined;
  throw error;
}
