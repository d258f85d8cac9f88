import { DomainError } from '../kernel/index.js';

/** Also for those the caller does not get to see: their being there is not told. */
export class PostNotFound extends DomainError {
  constructor() {
    super('POST_NOT_FOUND', 'There is no such post');
  }
}

export class CommentNotFound extends DomainError {
  constructor() {
    super('COMMENT_NOT_FOUND', 'There is no such comment');
  }
}

export class PostEmpty extends DomainError {
  constructor() {
    super('POST_EMPTY', 'Write something or add a picture', { content: ['must not be empty when there is no picture'] });
  }
}

export class TooManyImages extends DomainError {
  constructor(max: number) {
    super('TOO_MANY_IMAGES', `A post holds at most ${max} pictures`, {
      images: [`must be at most ${max}, those that stay included`],
    });
  }
}

export class ImageNotInPost extends DomainError {
  constructor() {
    super('IMAGE_NOT_IN_POST', 'A picture to be taken out does not stand in this post', {
      deleteImageIds: ['must be ids of pictures of this post'],
    });
  }
}

/** The post can be seen, but not passed on. */
export class NotRepostable extends DomainError {
  constructor() {
    super('NOT_REPOSTABLE', 'Only public posts can be passed on');
  }
}

/** Its pictures are gone, or what it passes on, or its author, or it was taken away by somebody else. */
export class NotRestorable extends DomainError {
  constructor() {
    super('NOT_RESTORABLE', 'What was removed cannot come back');
  }
}

/** Visible, but somebody else's. */
export class ForbiddenPost extends DomainError {
  constructor() {
    super('FORBIDDEN', 'Only the author may do this');
  }
}
