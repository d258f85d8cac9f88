import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { simpleParser } from 'mailparser';
import { MailboxMailer } from '../../../src/adapters/mailbox/mailbox-mailer.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { mailerContract, type DeliveredMail } from '../../contracts/mailer.contract.js';
import { deliveredMail } from '../../support/delivered-mail.js';
import { FakeClock } from '../../support/fake-clock.js';
import { runWithLimitedFileSize } from '../../support/limited-file-size.js';

const from = 'ბაიკ არეა <no-reply@bikearea.ge>';

/** A minute passes at every look. */
class TickingClock extends Clock {
  private time = Date.UTC(2026, 0, 31, 23, 58);
  now(): Date {
    this.time += 60_000;
    return new Date(this.time);
  }
}

async function deliveredInto(directory: string): Promise<DeliveredMail[]> {
  const files = (await readdir(directory)).sort().map((name) => path.join(directory, name));
  return Promise.all(
    files.map(async (file) => deliveredMail(await simpleParser(await readFile(file), { skipTextToHtml: true }))),
  );
}

describe('MailboxMailer', () => {
  let directory: string;
  const mail = (text: string) => ({ to: 'nino@example.ge', subject: `კოდი ${text}`, text });

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'mailbox-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const fileInstead = async (): Promise<string> => {
    const parent = await mkdtemp(path.join(directory, 'broken-'));
    await writeFile(path.join(parent, 'mailbox'), '');
    return path.join(parent, 'mailbox');
  };

  mailerContract({
    create: async () => new MailboxMailer(directory, from, new TickingClock()),
    createBroken: async () => new MailboxMailer(await fileInstead(), from, new TickingClock()),
    delivered: () => deliveredInto(directory),
    dispose: async () => undefined,
  });

  it('writes the sender, the date of the clock and no trace of the program', async () => {
    await new MailboxMailer(directory, from, new TickingClock()).send(mail('1'));
    const [name = ''] = await readdir(directory);
    const parsed = await simpleParser(await readFile(path.join(directory, name)));
    expect(parsed.from?.value).to.deep.equal([{ name: 'ბაიკ არეა', address: 'no-reply@bikearea.ge' }]);
    expect(parsed.date?.toISOString()).to.equal('2026-01-31T23:59:00.000Z');
    expect(parsed.headers.has('x-mailer')).to.equal(false);
  });

  it('lists what was sent, newest first, as many as asked', async () => {
    const mailer = new MailboxMailer(directory, from, new TickingClock());
    const long = `${'სიტყვა word '.repeat(60)}\n\nend =3D  `;
    for (const text of ['1', '2', long])
      await mailer.send({ ...mail(text), subject: `თემა ${text.slice(0, 90).trim()}`, html: '<p>x</p>' });
    const listed = await mailer.list();
    expect(listed.map(({ text }) => text)).to.deep.equal([long, '2', '1']);
    expect(listed[0]?.subject).to.equal(`თემა ${long.slice(0, 90).trim()}`);
    expect(listed[0]?.to).to.equal('nino@example.ge');
    expect(listed[0]?.date.toISOString()).to.equal('2026-02-01T00:01:00.000Z');
    expect((await mailer.list(1)).map(({ text }) => text)).to.deep.equal([long]);
    expect(await mailer.read(listed[1]?.name ?? '')).to.deep.equal(listed[1]);
  });

  it('keeps the order of mails of the same millisecond', async () => {
    const mailer = new MailboxMailer(directory, from, new FakeClock());
    const texts = Array.from({ length: 12 }, (_, index) => String(index));
    for (const text of texts) await mailer.send(mail(text));
    expect((await mailer.list()).map(({ text }) => text)).to.deep.equal(texts.reverse());
  });

  for (const text of [
    '',
    '\n',
    'x\n',
    'x\n\n',
    '\n\nx',
    '--x\n--',
    'a=\nb = =41',
    '\ttab ',
    'From me\n.\n',
    `${'word '.repeat(60)}end`,
  ]) {
    for (const html of [undefined, '<p>x</p>']) {
      it(`reads ${JSON.stringify(text.slice(0, 40))} as it was sent but for its last line breaks, ${html ? 'beside HTML' : 'alone'}`, async () => {
        const mailer = new MailboxMailer(directory, from, new TickingClock());
        await mailer.send({ to: 'nino@example.ge', subject: 's', text, html });
        expect((await mailer.list())[0]?.text).to.equal(text.replace(/\n+$/, ''));
      });
    }
  }

  it('is empty before the first mail, and leaves foreign files alone', async () => {
    const mailer = new MailboxMailer(path.join(directory, 'not-yet'), from, new TickingClock());
    expect(await mailer.list()).to.deep.equal([]);
    await mailer.send(mail('1'));
    await writeFile(path.join(directory, 'not-yet', 'notes.eml'), 'no mail of ours');
    expect((await mailer.list()).length).to.equal(1);
  });

  it('reads nothing outside the directory', async () => {
    const mailer = new MailboxMailer(path.join(directory, 'inbox'), from, new TickingClock());
    await mailer.send(mail('1'));
    const [entry] = await mailer.list();
    const name = entry?.name ?? '';
    await writeFile(path.join(directory, name), 'Subject: secret\n\nsecret');
    await writeFile(path.join(directory, 'secret.eml'), 'Subject: secret\n\nsecret');
    for (const wrong of [
      `../${name}`,
      '../secret.eml',
      path.join(directory, name),
      `${name}\0`,
      `./${name}`,
      `..%2f${name}`,
      '',
      '.',
      `${name}\n`,
    ]) {
      expect(await mailer.read(wrong), JSON.stringify(wrong)).to.equal(undefined);
    }
    expect(await mailer.read(name.replace(/^\d{4}/, '1999'))).to.equal(undefined);
    expect((await mailer.read(name))?.text).to.equal('1');
  });

  it('says which directory cannot be used, for sending and for listing', async () => {
    const broken = await fileInstead();
    const mailer = new MailboxMailer(broken, from, new TickingClock());
    const sent = await mailer.send(mail('1')).catch((error: unknown) => error);
    expect(sent).to.be.instanceOf(Error).with.property('message').that.contains(broken);
    expect((sent as Error).cause).to.have.property('code', 'EEXIST');
    expect(await mailer.list().catch((error: unknown) => error)).to.have.property('code', 'ENOTDIR');
  });

  it('leaves nothing behind when the disk takes only a part of the mail', async () => {
    const printed = await runWithLimitedFileSize(
      'src/adapters/mailbox/mailbox-mailer',
      directory,
      `const mailer = new module.MailboxMailer(directory, 'a@example.ge', { now: () => new Date() });
      await mailer.send({ to: 'b@example.ge', subject: 'small', text: 'fits' });
      await mailer.send({ to: 'b@example.ge', subject: 'large', text: 'x'.repeat(500_000) })
        .then(() => console.log('sent'), (error) => console.log(error.cause.code));`,
    );
    expect(printed).to.equal('EFBIG\n');
    expect((await deliveredInto(directory)).map(({ subject }) => subject)).to.deep.equal(['small']);
  });
});
