import { expect } from 'chai';
import { assertLive, type Comment, CommentNotFound, placeOf } from '../../../src/core/posts/index.js';

const comment = (rest: Partial<Comment> = {}): Comment => ({
  id: 'c1',
  postId: 'p1',
  authorId: 'u1',
  parentId: null,
  rootId: null,
  content: 'x',
  isDeleted: false,
  ...rest,
});

describe('the place of a comment', () => {
  it('is directly on the post without a parent', () => {
    expect(placeOf('p1', undefined)).to.deep.equal({ parentId: null, rootId: null });
  });

  it('is below the root of what it answers, however deep that stands', () => {
    expect(placeOf('p1', comment())).to.deep.equal({ parentId: 'c1', rootId: 'c1' });
    const reply = comment({ id: 'c2', parentId: 'c1', rootId: 'c1' });
    expect(placeOf('p1', reply)).to.deep.equal({ parentId: 'c2', rootId: 'c1' });
    const deeper = comment({ id: 'c3', parentId: 'c2', rootId: 'c1' });
    expect(placeOf('p1', deeper)).to.deep.equal({ parentId: 'c3', rootId: 'c1' });
  });

  it('is nowhere under a comment of another post', () => {
    expect(() => placeOf('p2', comment())).to.throw(CommentNotFound);
  });
});

describe('a comment that is to be answered, liked or changed', () => {
  it('is there and live', () => {
    expect(assertLive(comment())).to.deep.equal(comment());
    expect(() => assertLive(comment({ isDeleted: true }))).to.throw(CommentNotFound);
    expect(() => assertLive<Comment>(undefined)).to.throw(CommentNotFound);
  });
});
