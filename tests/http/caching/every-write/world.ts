import { RefreshTrending } from '../../../../src/core/feed/index.js';
import type { TestApp } from '../../../support/build-test-app.js';
import { createPerson, type Person } from '../../../support/people.js';
import { CommentsApi } from '../../comments/comments-api.js';
import { fresh } from '../../identity/sign-up.js';
import { PeopleApi } from '../../profiles/people-api.js';
import { PostsApi } from '../../posts/posts-api.js';

/** What a write is made in, and what the reads look at. Names with a number: unlike those of any other world. */
export interface World {
  /** Signed in; makes the write. Follows `star`, is followed by `fan`, and wrote `own` and `ownComment`. */
  readonly writer: Person;
  /** Wrote `post`, which is in the rankings, and which `fan` likes. */
  readonly star: Person;
  readonly fan: Person;
  readonly post: string;
  readonly own: string;
  /** Below `post`, by `fan`. */
  readonly comment: string;
  readonly ownComment: string;
  readonly hashtag: string;
  /** Not registered yet. */
  readonly newcomer: { readonly email: string; readonly username: string };
}

let made = 0;

export async function makeWorld(app: TestApp): Promise<World> {
  made += 1;
  const hashtag = `tour${made}`;
  const [people, posts, comments] = [new PeopleApi(app), new PostsApi(app), new CommentsApi(app)];
  const [writer, star, fan] = [await createPerson(app), await createPerson(app), await createPerson(app)];
  await people.follow(writer, star).expect(200);
  await people.follow(fan, writer).expect(200);
  const { id: post } = await posts.write(star, `mountains #${hashtag}`);
  const { id: own } = await posts.write(writer, `valleys #${hashtag}`);
  await posts.send('put', `/${post}/like`, fan).expect(200);
  const { id: comment } = await comments.add(post, fan, 'where is it?');
  const { id: ownComment } = await comments.add(post, writer, 'near Stepantsminda');
  await app.container.get(RefreshTrending).run();
  await app.settle();
  return { writer, star, fan, post, own, comment, ownComment, hashtag, newcomer: fresh() };
}
