import { expect } from 'chai';
import {
  newsOfChangedComment,
  newsOfComment,
  newsOfFollow,
  newsOfLike,
  newsOfPost,
  type Reason,
} from '../../../src/core/notifications/index.js';

const at = new Date('2026-03-01T12:00:00.000Z');

const said = (reasons: readonly Reason[]): string[] => reasons.map(({ recipientId, type }) => `${recipientId} ${type}`);

describe('news', () => {
  it('of a follow are for the followed, and about the follower', () => {
    expect(newsOfFollow({ followerId: 'nino', followeeId: 'gia' }, at)).to.deep.equal({
      actorId: 'nino',
      targetId: 'nino',
      postId: null,
      commentId: null,
      at,
      reasons: [{ recipientId: 'gia', type: 'NEW_FOLLOWER' }],
    });
  });

  it('of a like are for the author, and about the post', () => {
    expect(newsOfLike({ postId: 'p', authorId: 'gia', likerId: 'nino' }, at)).to.deep.equal({
      actorId: 'nino',
      targetId: 'p',
      postId: 'p',
      commentId: null,
      at,
      reasons: [{ recipientId: 'gia', type: 'POST_LIKE' }],
    });
  });

  it('of a post are for those it names, each once', () => {
    const news = newsOfPost({ postId: 'p', authorId: 'gia', mentionedIds: ['nino', 'ana', 'nino'] }, at);
    expect(news).to.deep.include({ actorId: 'gia', targetId: 'p', postId: 'p', commentId: null, at });
    expect(said(news.reasons)).to.deep.equal(['nino MENTION', 'ana MENTION']);
  });

  const comment = {
    commentId: 'c',
    postId: 'p',
    postAuthorId: 'gia',
    authorId: 'nino',
    parentId: null,
    parentAuthorId: null,
    mentionedIds: [],
  };

  it('of a comment are for the author of the post, and about the comment', () => {
    const news = newsOfComment(comment, at);
    expect(news).to.deep.include({ actorId: 'nino', targetId: 'c', postId: 'p', commentId: 'c', at });
    expect(said(news.reasons)).to.deep.equal(['gia POST_COMMENT']);
  });

  it('of a comment name the stronger reason first: a reply before a mention before a comment on the post', () => {
    const reasonsOf = (change: object): string[] => said(newsOfComment({ ...comment, ...change }, at).reasons);
    expect(reasonsOf({ parentAuthorId: 'ana' })).to.deep.equal(['ana COMMENT_REPLY', 'gia POST_COMMENT']);
    expect(reasonsOf({ parentAuthorId: 'ana', mentionedIds: ['ana', 'gia'] })).to.deep.equal([
      ...['ana COMMENT_REPLY', 'ana MENTION', 'gia MENTION', 'gia POST_COMMENT'],
    ]);
    expect(reasonsOf({ parentAuthorId: 'gia' })).to.deep.equal(['gia COMMENT_REPLY', 'gia POST_COMMENT']);
  });

  it('of a changed comment are for those it names', () => {
    const news = newsOfChangedComment({ commentId: 'c', postId: 'p', authorId: 'nino', mentionedIds: ['ana', 'ana'] }, at);
    expect(news).to.deep.include({ actorId: 'nino', targetId: 'c', postId: 'p', commentId: 'c', at });
    expect(said(news.reasons)).to.deep.equal(['ana MENTION']);
  });

  it('are never for the one who did it', () => {
    const self = { ...comment, authorId: 'gia', parentAuthorId: 'gia', mentionedIds: ['gia'] };
    for (const news of [
      newsOfFollow({ followerId: 'gia', followeeId: 'gia' }, at),
      newsOfLike({ postId: 'p', authorId: 'gia', likerId: 'gia' }, at),
      newsOfPost({ postId: 'p', authorId: 'gia', mentionedIds: ['gia'] }, at),
      newsOfComment(self, at),
      newsOfChangedComment(self, at),
    ]) {
      expect(news.reasons).to.deep.equal([]);
    }
  });
});
