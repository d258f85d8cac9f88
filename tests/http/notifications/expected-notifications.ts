import type { ToldType } from '../../../src/core/notifications/index.js';

export interface ExpectedPost {
  readonly id: string;
  readonly author: string;
  visibility: 'PUBLIC' | 'FOLLOWERS' | 'PRIVATE';
  deleted: boolean;
}

export interface ExpectedComment {
  readonly id: string;
  readonly author: string;
  readonly post: ExpectedPost;
  deleted: boolean;
}

export interface Expected {
  readonly recipient: string;
  readonly type: ToldType;
  readonly actor: string;
  readonly target: string;
  readonly post: ExpectedPost | undefined;
  readonly comment: ExpectedComment | undefined;
  read: boolean;
  dismissed: boolean;
}

type About = Pick<Expected, 'post' | 'comment'>;

/** The rules of notifications, said a second time in the plainest way: what everybody should see after whatever happened. People by id. */
export class ExpectedNotifications {
  readonly follows = new Set<string>();
  readonly blocks = new Set<string>();
  readonly banned = new Set<string>();
  readonly off = new Set<string>();
  readonly posts: ExpectedPost[] = [];
  readonly comments: ExpectedComment[] = [];
  readonly told: Expected[] = [];

  blocked(a: string, b: string): boolean {
    return this.blocks.has(`${a} ${b}`) || this.blocks.has(`${b} ${a}`);
  }

  #seesPost(who: string, { author, deleted, visibility }: ExpectedPost): boolean {
    if (deleted) return false;
    if (author === who) return true;
    if (this.banned.has(author) || this.blocked(who, author)) return false;
    return visibility === 'PUBLIC' || (visibility === 'FOLLOWERS' && this.follows.has(`${who} ${author}`));
  }

  #sees({ recipient, actor, post, comment }: Expected): boolean {
    if (this.banned.has(actor) || this.blocked(recipient, actor)) return false;
    return !comment?.deleted && (!post || this.#seesPost(recipient, post));
  }

  /** `reasons`: [recipient, type], strongest first. */
  tell(actor: string, target: string, { post, comment }: About, reasons: readonly (readonly [string, ToldType])[]): void {
    const done = new Set<string>([actor]);
    for (const [recipient, type] of reasons) {
      if (done.has(recipient) || this.off.has(`${recipient} ${type}`)) continue;
      done.add(recipient);
      const news = { recipient, type, actor, target, post, comment, read: false, dismissed: false };
      const known = this.told.some((old) =>
        old.recipient === recipient && comment
          ? old.comment === comment
          : old.recipient === recipient && old.type === type && old.actor === actor && old.target === target,
      );
      if (!known && this.#sees(news)) this.told.push(news);
    }
  }

  of(who: string): Expected[] {
    return this.told.filter((one) => one.recipient === who && !one.dismissed && this.#sees(one));
  }
}
