import { expect } from 'chai';
import {
  alreadyRegisteredMail,
  passwordChangedMail,
  resetMail,
  tokenReuseMail,
  verificationMail,
} from '../../../src/core/identity/mails.js';
import { assertSendable } from '../../../src/core/mail/ports/mailer.js';

const to = 'nino@example.ge';

describe('mails', () => {
  const all = {
    verification: verificationMail(to, '012345', 'ka'),
    reset: resetMail(to, '012345', 'ka'),
    alreadyRegistered: alreadyRegisteredMail(to, 'ka'),
    tokenReuse: tokenReuseMail(to, 'ka'),
    passwordChanged: passwordChangedMail(to, 'ka'),
  };
  for (const [name, mail] of Object.entries(all)) {
    it(`${name}: Georgian first, English after it, in subject, text and HTML; can be sent`, () => {
      assertSendable(mail);
      expect(mail.to).to.equal(to);
      expect(mail.subject).to.match(/^[\u10d0-\u10ff ]+ · [A-Za-z -]+$/);
      expect(mail.text).to.match(/გამარჯობა[^]*Hello/);
      expect(mail.html).to.match(/<div lang="ka">[^]*<div lang="en">/);
    });
  }

  it('show the code in text and HTML, nowhere in the subject, and no other six digits', () => {
    for (const { subject, text, html = '' } of [all.verification, all.reset]) {
      expect(text.match(/\d{6}/g)).to.deep.equal(['012345']);
      expect(html.match(/\b\d{6}\b/g)).to.deep.equal(['012345']);
      expect(subject).not.to.match(/\d/);
    }
  });

  it('put English first for who asked in English', () => {
    const { subject, text } = verificationMail(to, '012345', 'en');
    expect(subject).to.match(/^[A-Za-z -]+ · [\u10d0-\u10ff ]+$/);
    expect(text).to.match(/Hello[^]*გამარჯობა/);
  });
});
