import { stableId } from '../reference.js';
import { audienceOf, hoursBefore, laterThan, randomOf, someOf } from './audience.js';
import { demoPersonId } from './people.js';
import type { DemoPost } from './post.js';
import { shortComments } from './short-comments.js';
import { demoThreads, type Said } from './threads.js';

export interface CommentRow {
  readonly id: string;
  readonly post_id: string;
  readonly author_id: string;
  readonly parent_id: string | null;
  readonly root_id: string | null;
  readonly content: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

interface Placed {
  readonly said: Pick<Said, 'by' | 'text'>;
  readonly id: string;
  readonly parentId: string | null;
  readonly rootId: string | null;
}

/** Under a post that has no conversation of its own, at most this many say something short. */
const mostShort = 2;
const spokenOfHours = 36;

function flat(said: readonly Said[], path: string, above: Pick<Placed, 'parentId' | 'rootId'>): Placed[] {
  return said.flatMap((one, position) => {
    const place = `${path}/${position}`;
    const id = stableId(`demo:comment:${place}`);
    return [{ said: one, id, ...above }, ...flat(one.answers, place, { parentId: id, rootId: above.rootId ?? id })];
  });
}

function shortOnes(post: DemoPost): Said[] {
  if (post.text === '' || post.visibility !== 'PUBLIC') return [];
  const random = randomOf(`short:${post.key}`);
  const people = someOf(audienceOf(post), Math.floor(random() * (mostShort + 1)), random);
  const texts = someOf(shortComments[/\p{Script=Georgian}/u.test(post.text) ? 'ka' : 'en'], people.length, random);
  return people.map((by, position) => ({ by, text: texts[position] ?? '', answers: [] }));
}

/** The comments under a post, each after the one it answers. */
export function commentsUnder(post: DemoPost, now: Date): CommentRow[] {
  const placed = flat(demoThreads[post.key] ?? shortOnes(post), post.key, { parentId: null, rootId: null });
  const written = hoursBefore(now, post.hoursAgo);
  return placed.map(({ said, id, parentId, rootId }, position) => {
    const at = laterThan(written, now, spokenOfHours, ((position + 1) / (placed.length + 1)) ** 2);
    return {
      id,
      post_id: stableId(`demo:post:${post.key}`),
      author_id: demoPersonId(said.by),
      parent_id: parentId,
      root_id: rootId,
      content: said.text,
      created_at: at,
      updated_at: at,
    };
  });
}
