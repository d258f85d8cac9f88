import type supertest from 'supertest';
import type { TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface ImageBody {
  readonly id: string;
  readonly url: string;
  readonly thumbnailUrl: string;
  readonly width: number;
  readonly height: number;
  readonly order: number;
}

export interface PostBody {
  readonly id: string;
  readonly content: string;
  readonly visibility: string;
  readonly likeCount: number;
  readonly commentCount: number;
  readonly repostCount: number;
  readonly isLiked: boolean;
  readonly isSaved: boolean;
  readonly isReposted: boolean;
  readonly author: { readonly id: string };
  readonly hashtags: readonly string[];
  readonly images: readonly ImageBody[];
  readonly mentions: readonly { readonly id: string; readonly username: string }[];
  readonly repostOf: { readonly id: string } | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Calls to /posts, as somebody or as a guest. */
export class PostsApi {
  constructor(private readonly app: TestApp) {}

  send(method: Method, path: string, who?: Person): supertest.Test {
    const request = this.app.http[method](`/api/v1/posts${path}`);
    return who ? request.set('authorization', who.authorization) : request;
  }

  get(path: string, who?: Person): supertest.Test {
    return this.send('get', path, who);
  }

  /** A written post, as its author gets it. */
  async write(who: Person, content: string, more: Record<string, unknown> = {}): Promise<PostBody> {
    const { body } = await this.send('post', '', who)
      .send({ content, ...more })
      .expect(201);
    return body.data as PostBody;
  }

  /** A form of text fields and pictures. */
  form(
    method: 'post' | 'patch',
    path: string,
    who: Person,
    fields: Readonly<Record<string, string>>,
    files: readonly Buffer[] = [],
  ): supertest.Test {
    const request = this.send(method, path, who);
    for (const [name, value] of Object.entries(fields)) void request.field(name, value);
    for (const [i, file] of files.entries()) void request.attach('images', file, `photo-${i}.jpg`);
    return request;
  }

  /** A post with pictures, as its author gets it. */
  async writeWith(who: Person, content: string, files: readonly Buffer[]): Promise<PostBody> {
    return (await this.form('post', '', who, { content }, files).expect(201)).body.data as PostBody;
  }

  /** A post as somebody sees it, or a guest. */
  async read(id: string, who?: Person): Promise<PostBody> {
    return (await this.get(`/${id}`, who).expect(200)).body.data as PostBody;
  }

  /** The repost, as the one who passes on gets it. */
  async repost(who: Person, id: string): Promise<PostBody> {
    return (await this.send('put', `/${id}/repost`, who).expect(200)).body.data as PostBody;
  }

  /** Ids of a list, in its order. */
  async ids(path: string, who?: Person): Promise<string[]> {
    const { body } = await this.get(path, who).expect(200);
    return (body.data as PostBody[]).map(({ id }) => id);
  }

  /** Ids of a whole list, turning pages by cursor. */
  async allIds(path: string, who?: Person, limit = 3): Promise<string[]> {
    const met: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${next}`, who).expect(200);
      met.push(...(body.data as PostBody[]).map(({ id }) => id));
      cursor = body.meta.nextCursor as string | null;
    }
    return met;
  }

  follow(who: Person, whom: Person): supertest.Test {
    return this.app.http.put(`/api/v1/users/${whom.id}/follow`).set('authorization', who.authorization);
  }

  block(who: Person, whom: Person): supertest.Test {
    return this.app.http.put(`/api/v1/users/${whom.id}/block`).set('authorization', who.authorization);
  }

  unblock(who: Person, whom: Person): supertest.Test {
    return this.app.http.delete(`/api/v1/users/${whom.id}/block`).set('authorization', who.authorization);
  }
}
