import type { SecretLintRuleCreator } from '@secretlint/types';
import { isApiKeyText } from '../src/core/api-keys/api-key-text.js';

/** One each: what is filled into a message is masked like the secret itself. */
const messages = {
  API_KEY: { en: () => 'found an API key of this server' },
  SETTING: { en: () => 'found the value of a secret setting' },
  ADDRESS: { en: () => 'found a password in an address' },
};

interface Kind {
  readonly id: keyof typeof messages;
  readonly pattern: RegExp;
  readonly isOne?: (text: string) => boolean;
}

/** The word `password` stands for one in examples, and servers on this machine are reached from nowhere else. */
const kinds: readonly Kind[] = [
  // Only texts that the server would take for a key: the checksum holds.
  { id: 'API_KEY', pattern: /\bbka_[0-9A-Za-z]{36}\b/g, isOne: isApiKeyText },
  {
    id: 'SETTING',
    pattern:
      /\b(?:JWT_ACCESS_SECRET|JWT_REFRESH_SECRET|R2_SECRET_ACCESS_KEY|ADMIN_PASSWORD|METRICS_TOKEN)['"]?[ \t]*[:=][ \t]*['"]?(?!password)[\w+/=!#%&*-]{12,}(?=['"\s]|$)/g,
  },
  {
    id: 'ADDRESS',
    pattern: /\b(?:smtps?|rediss?):\/\/[^\s:@/'"`]*:(?!password@)[^\s@/'"`${}<>]+@(?!(?:localhost|127\.0\.0\.1)[:/])/g,
  },
];

/** What no list of well-known services has: the secrets of this server, by the names of its settings and the form of its keys. */
export const ownSecrets: SecretLintRuleCreator = {
  messages,
  meta: { id: 'own-secrets', type: 'scanner', recommended: true, supportedContentTypes: ['text'] },
  create: (context) => ({
    file({ content }) {
      const translate = context.createTranslator(messages);
      for (const { id, pattern, isOne } of kinds) {
        for (const { 0: text, index } of content.matchAll(pattern)) {
          if (isOne?.(text) ?? true) context.report({ message: translate(id), range: [index, index + text.length] });
        }
      }
    },
  }),
};
