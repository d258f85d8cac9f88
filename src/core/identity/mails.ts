import type { Mail } from '../mail/index.js';
import type { MailLanguage } from './identity-events.js';

interface Wording {
  readonly subject: string;
  readonly lines: readonly string[];
}

type Bilingual = Readonly<Record<MailLanguage, Wording>>;

const greeting: Record<MailLanguage, string> = { ka: 'გამარჯობა,', en: 'Hello,' };
const signature = 'Bike Area · bikearea.ge';

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** One mail in both languages, the receiver's first: subject, plain text, and the same as simple HTML. */
function compose(to: string, first: MailLanguage, wording: Bilingual, code?: string): Mail {
  const order: readonly MailLanguage[] = first === 'ka' ? ['ka', 'en'] : ['en', 'ka'];
  const parts = order.map((language) => ({ language, lines: [greeting[language], ...wording[language].lines] }));
  const codeText = code === undefined ? [] : [code];
  const paragraph = (line: string): string => `<p>${escape(line)}</p>`;
  const htmlPart = ({ language, lines }: (typeof parts)[number]): string =>
    `<div lang="${language}">${lines.map(paragraph).join('')}</div>`;
  const htmlCode = code === undefined ? '' : `<p style="font-size:28px;letter-spacing:6px"><strong>${code}</strong></p>`;
  return {
    to,
    subject: order.map((language) => wording[language].subject).join(' · '),
    text: [...codeText, ...parts.map(({ lines }) => lines.join('\n')), signature].join('\n\n'),
    html: `<!doctype html><html><body>${htmlCode}${parts.map(htmlPart).join('<hr>')}<p>${signature}</p></body></html>`,
  };
}

export const verificationMail = (to: string, code: string, first: MailLanguage): Mail =>
  compose(
    to,
    first,
    {
      ka: {
        subject: 'დაადასტურეთ ელფოსტა',
        lines: [
          'ეს არის თქვენი დადასტურების კოდი. ის მოქმედებს 10 წუთი.',
          'თუ თქვენ არ დარეგისტრირებულხართ, უბრალოდ წაშალეთ ეს წერილი.',
        ],
      },
      en: {
        subject: 'Confirm your e-mail',
        lines: ['This is your confirmation code. It is valid for 10 minutes.', 'If you did not sign up, just delete this mail.'],
      },
    },
    code,
  );

export const resetMail = (to: string, code: string, first: MailLanguage): Mail =>
  compose(
    to,
    first,
    {
      ka: {
        subject: 'პაროლის აღდგენა',
        lines: [
          'ამ კოდით შეგიძლიათ დააყენოთ ახალი პაროლი. ის მოქმედებს 10 წუთი.',
          'თუ თქვენ არ მოგითხოვიათ, პაროლი უცვლელი რჩება.',
        ],
      },
      en: {
        subject: 'Reset your password',
        lines: [
          'With this code you can set a new password. It is valid for 10 minutes.',
          'If you did not ask for it, your password stays as it is.',
        ],
      },
    },
    code,
  );

export const alreadyRegisteredMail = (to: string, first: MailLanguage): Mail =>
  compose(to, first, {
    ka: {
      subject: 'თქვენ უკვე გაქვთ ანგარიში',
      lines: [
        'ვიღაცამ სცადა რეგისტრაცია ამ ელფოსტით, მაგრამ თქვენ უკვე გაქვთ ანგარიში.',
        'თუ ეს თქვენ იყავით, შედით სისტემაში ან აღადგინეთ პაროლი. თუ არა, არაფრის გაკეთება არ არის საჭირო.',
      ],
    },
    en: {
      subject: 'You already have an account',
      lines: [
        'Somebody tried to sign up with this address, but you have an account already.',
        'If it was you, sign in or reset your password. If not, there is nothing to do.',
      ],
    },
  });

export const tokenReuseMail = (to: string, first: MailLanguage): Mail =>
  compose(to, first, {
    ka: {
      subject: 'უსაფრთხოების შეტყობინება',
      lines: [
        'თქვენი ერთ-ერთი სესია დავხურეთ: მისი ძველი გასაღები ხელახლა გამოიყენეს, შესაძლოა სხვამ.',
        'გთხოვთ, თავიდან შეხვიდეთ. თუ რამე საეჭვოს ამჩნევთ, შეცვალეთ პაროლი.',
      ],
    },
    en: {
      subject: 'Security notice',
      lines: [
        'We closed one of your sessions: an old key of it was used again, possibly by somebody else.',
        'Please sign in again. If anything looks strange, change your password.',
      ],
    },
  });

export const passwordChangedMail = (to: string, first: MailLanguage): Mail =>
  compose(to, first, {
    ka: {
      subject: 'პაროლი შეიცვალა',
      lines: ['თქვენი პაროლი შეიცვალა და ყველა სესია დაიხურა.', 'თუ ეს თქვენ არ იყავით, სასწრაფოდ აღადგინეთ პაროლი.'],
    },
    en: {
      subject: 'Your password was changed',
      lines: ['Your password was changed, and all sessions were closed.', 'If this was not you, reset your password at once.'],
    },
  });
