import { expect } from 'chai';
import { assertOwn, assertPostable, ForbiddenPost, PostEmpty, TooManyImages } from '../../../src/core/posts/index.js';

const blank = { content: '', repostOfId: null, imageCount: 0 };

describe('what makes a post', () => {
  it('a text, a picture, or a post that is passed on', () => {
    assertPostable({ ...blank, content: 'a' });
    assertPostable({ ...blank, imageCount: 1 });
    assertPostable({ ...blank, repostOfId: 'an-id' });
    expect(() => assertPostable(blank)).to.throw(PostEmpty);
  });

  it('holds 10 pictures, not 11, whatever its text', () => {
    assertPostable({ ...blank, imageCount: 10 });
    for (const content of ['', 'text'])
      expect(() => assertPostable({ ...blank, content, imageCount: 11 })).to.throw(TooManyImages);
  });

  it('is its author’s alone', () => {
    const actor = { userId: 'me', role: 'ADMIN', sessionId: 'x' } as const;
    assertOwn({ authorId: 'me' }, actor);
    expect(() => assertOwn({ authorId: 'you' }, actor)).to.throw(ForbiddenPost);
  });
});
