import { graphemesOf } from '../text/index.js';
import type { SeenNotification, ToldType } from './notification.js';

export type ReaderLanguage = 'ka' | 'en';

export interface Wording {
  readonly title: string;
  /** Plain text in one line. */
  readonly body: string;
}

/** Graphemes of the text that are quoted. */
const excerptGraphemes = 80;

const titles: Readonly<Record<ToldType, Readonly<Record<ReaderLanguage, string>>>> = {
  NEW_FOLLOWER: { ka: 'ახალი გამომწერი', en: 'New follower' },
  POST_LIKE: { ka: 'ახალი მოწონება', en: 'New like' },
  POST_COMMENT: { ka: 'ახალი კომენტარი', en: 'New comment' },
  COMMENT_REPLY: { ka: 'პასუხი კომენტარზე', en: 'Reply to your comment' },
  MENTION: { ka: 'თქვენ მოგიხსენიეს', en: 'You were mentioned' },
};

/** Georgian verbs stand in the present tense, whose subject is in the nominative: a name is never declined. */
const sentences: Readonly<Record<ToldType | 'MENTION_IN_COMMENT', Readonly<Record<ReaderLanguage, (name: string) => string>>>> = {
  NEW_FOLLOWER: { ka: (name) => `${name} ახლა თქვენი გამომწერია`, en: (name) => `${name} now follows you` },
  POST_LIKE: { ka: (name) => `${name} იწონებს თქვენს პოსტს`, en: (name) => `${name} likes your post` },
  POST_COMMENT: { ka: (name) => `${name} წერს კომენტარს თქვენს პოსტზე`, en: (name) => `${name} commented on your post` },
  COMMENT_REPLY: { ka: (name) => `${name} პასუხობს თქვენს კომენტარს`, en: (name) => `${name} replied to your comment` },
  MENTION: { ka: (name) => `${name} მოგიხსენიებთ პოსტში`, en: (name) => `${name} mentioned you in a post` },
  MENTION_IN_COMMENT: { ka: (name) => `${name} მოგიხსენიებთ კომენტარში`, en: (name) => `${name} mentioned you in a comment` },
};

const quoting: ReadonlySet<ToldType> = new Set<ToldType>(['POST_COMMENT', 'COMMENT_REPLY', 'MENTION']);

type Worded = Pick<SeenNotification, 'type' | 'commentId' | 'text'> & { readonly actor: { readonly fullName: string } };

/** What a notification says. Comments, replies and mentions are quoted by their beginning, as they are now. */
export function wordingOf({ type, commentId, text, actor }: Worded, language: ReaderLanguage): Wording {
  const sentence = sentences[type === 'MENTION' && commentId !== null ? 'MENTION_IN_COMMENT' : type][language](actor.fullName);
  const excerpt = quoting.has(type) && text !== null ? excerptOf(text) : '';
  return { title: titles[type][language], body: excerpt === '' ? sentence : `${sentence}: ${quoted(excerpt, language)}` };
}

/** The beginning of a text in one line: at most 80 graphemes, and an ellipsis where something is left out. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  let end = 0;
  let count = 0;
  for (const grapheme of graphemesOf(line)) {
    if (count === excerptGraphemes) return `${line.slice(0, end).trimEnd()}…`;
    count += 1;
    end += grapheme.length;
  }
  return line;
}

/** „…“ in Georgian, “…” in English. */
const quoted = (excerpt: string, language: ReaderLanguage): string => (language === 'ka' ? `„${excerpt}“` : `“${excerpt}”`);
