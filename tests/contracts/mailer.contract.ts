import { expect } from 'chai';
import type { Mail, Mailer } from '../../src/core/mail/index.js';

/** A mail as it arrived, read by something other than the adapter. `html` is absent where none was sent. */
export type DeliveredMail = Pick<Mail, 'to' | 'subject' | 'text' | 'html'>;

export interface MailerHarness {
  create(): Promise<Mailer>;
  /** A mailer whose server or directory cannot be used. Must reject within the time limit of the test. */
  createBroken(): Promise<Mailer>;
  /** What arrived since `create`, in order. */
  delivered(): Promise<readonly DeliveredMail[]>;
  /** Called after each test. */
  dispose(): Promise<void>;
}

const mail = (changes: Partial<Mail> = {}): Mail => ({ to: 'nino@example.ge', subject: 'Hello', text: 'One line', ...changes });

const georgian = {
  subject: 'დაადასტურეთ თქვენი ელფოსტა — Bike Area-ზე რეგისტრაციის დასასრულებლად საჭირო კოდი: 048213',
  text: 'გამარჯობა, ნინო!\n\nთქვენი კოდია: 048213\nის ძალაშია 10 წუთი. 🏍️\n\n.\n..წერტილით იწყება\nFrom here = there; 100% სწორი',
};

async function rejection(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return undefined;
}

export function mailerContract(harness: MailerHarness): void {
  describe('keeps the promises of Mailer', () => {
    let mailer: Mailer;

    beforeEach(async () => {
      mailer = await harness.create();
    });
    afterEach(() => harness.dispose());

    it('delivers receiver, subject and text', async () => {
      await mailer.send(mail());
      expect(await harness.delivered()).to.deep.equal([mail()]);
    });

    it('delivers Georgian text, emoji, lines that begin with a dot, and signs that encodings use', async () => {
      await mailer.send(mail(georgian));
      expect(await harness.delivered()).to.deep.equal([mail(georgian)]);
    });

    it('keeps a very long line as one line', async () => {
      const text = `${'word '.repeat(500)}end`;
      await mailer.send(mail({ text }));
      expect((await harness.delivered())[0]?.text).to.equal(text);
    });

    it('keeps blanks at the ends of lines', async () => {
      const text = 'first  \nsecond\t\nthird';
      await mailer.send(mail({ text }));
      expect((await harness.delivered())[0]?.text).to.equal(text);
    });

    it('delivers the HTML beside the text', async () => {
      const both = mail({ ...georgian, html: '<p>თქვენი კოდია: <b>048213</b></p>' });
      await mailer.send(both);
      expect(await harness.delivered()).to.deep.equal([both]);
    });

    it('keeps mails apart and in order', async () => {
      for (const number of ['1', '2', '3']) await mailer.send(mail({ to: `user${number}@example.ge`, text: number }));
      expect((await harness.delivered()).map(({ to, text }) => [to, text])).to.deep.equal([
        ['user1@example.ge', '1'],
        ['user2@example.ge', '2'],
        ['user3@example.ge', '3'],
      ]);
    });

    for (const lineBreak of ['\r\n', '\n', '\r', '\0', '\u2028', '\u0085']) {
      const shown = JSON.stringify(lineBreak);
      it(`refuses ${shown} in the receiver and in the subject, and sends nothing`, async () => {
        const smuggled = `x${lineBreak}Bcc: thief@example.com`;
        expect(await rejection(mailer.send(mail({ subject: smuggled })))).to.be.instanceOf(TypeError);
        expect(await rejection(mailer.send(mail({ to: `nino@example.ge${lineBreak}` })))).to.be.instanceOf(TypeError);
        expect(await harness.delivered()).to.deep.equal([]);
      });
    }

    for (const to of [
      '',
      'nino',
      'a@example.ge, b@example.ge',
      'a@example.ge;b@example.ge',
      'Nino <a@example.ge>',
      'a b@example.ge',
    ]) {
      it(`refuses ${JSON.stringify(to)} as receiver, and sends nothing`, async () => {
        expect(await rejection(mailer.send(mail({ to })))).to.be.instanceOf(TypeError);
        expect(await harness.delivered()).to.deep.equal([]);
      });
    }

    it('rejects with an Error that hides the receiver when the mail cannot be handed over', async () => {
      const broken = await harness.createBroken();
      const error = await rejection(broken.send(mail({ to: 'secret.person@example.ge' })));
      expect(error).to.be.instanceOf(Error);
      expect(error).not.to.be.instanceOf(TypeError);
      expect((error as Error).message).not.to.contain('secret.person');
    });
  });
}
