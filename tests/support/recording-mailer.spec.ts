import { expect } from 'chai';
import { mailerContract } from '../contracts/mailer.contract.js';
import { RecordingMailer } from './recording-mailer.js';

describe('RecordingMailer', () => {
  let mailer: RecordingMailer;

  mailerContract({
    create: async () => {
      mailer = new RecordingMailer();
      return mailer;
    },
    createBroken: async () => {
      const broken = new RecordingMailer();
      broken.failWith(new Error('told to fail'));
      return broken;
    },
    delivered: async () => mailer.mails,
    dispose: async () => undefined,
  });

  it('finds the last mail to an address, and says so when there is none', async () => {
    mailer = new RecordingMailer();
    for (const text of ['old', 'new']) await mailer.send({ to: 'a@example.ge', subject: 's', text });
    await mailer.send({ to: 'b@example.ge', subject: 's', text: 'other' });
    expect(mailer.lastTo('a@example.ge').text).to.equal('new');
    expect(() => mailer.lastTo('c@example.ge')).to.throw('No mail was sent to c@example.ge');
  });
});
