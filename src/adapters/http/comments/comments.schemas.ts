import Joi from 'joi';
import { postLimits } from '../../../core/posts/index.js';
import { plainText } from '../../../core/text/index.js';
import { idOf } from '../ids.js';
import { typedText } from '../typed-text.js';

const exampleId = '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10';

export const commentedPostParams = Joi.object({ id: idOf('the post').required().example(exampleId) });

export const commentParams = Joi.object({ id: idOf('the comment').required().example(exampleId) });

const content = typedText(plainText, { min: 1, max: postLimits.comment.max })
  .required()
  .description('1 to 2000 characters as a reader counts them')
  .example('ლამაზი მოტოციკლია! @nino_rides');

export const commentBody = Joi.object({
  content,
  parentId: idOf('the comment that is answered, itself a reply or not; left out or null directly on the post')
    .allow(null)
    .example(exampleId),
}).meta({ className: 'AddCommentBody' });

export const commentChangeBody = Joi.object({ content }).meta({ className: 'ChangeCommentBody' });
