import Joi from 'joi';
import { postLimits, postVisibilities, type PostVisibility } from '../../../core/posts/index.js';
import { plainLine, plainText } from '../../../core/text/index.js';
import { idOf } from '../ids.js';
import { typedText } from '../typed-text.js';

export const postIdParams = Joi.object({
  id: idOf('the post').required().example('01939f3c-9a10-7d42-8f5e-6b1c2d3e4f50'),
});

export interface IdParams {
  readonly id: string;
}

export const authorIdParams = Joi.object({
  userId: idOf('the person').required().example('01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10'),
});

export const hashtagParams = Joi.object({
  tag: Joi.string().max(200).required().description('The hashtag without `#`, in any letter case').example('მოტო'),
});

export const postSearchQuery = Joi.object({
  q: typedText(plainLine, { min: 1, max: 100 })
    .required()
    .description('Words, in Georgian or Latin letters; small mistakes are forgiven')
    .example('მოტოციკლი'),
});

const content = typedText(plainText, postLimits.content)
  .allow('')
  .description('Up to 2000 characters as a reader counts them; may be empty when there are pictures. Comes back as typed')
  .example('დღეს კახეთში, 180 კმ #მოტო');

const visibility = Joi.string()
  .uppercase()
  .valid(...postVisibilities)
  .description('PUBLIC: everyone; FOLLOWERS: those who follow you; PRIVATE: you alone');

/** A list in a form is one text field; in JSON it is an array. */
const deleteImageIds = Joi.alternatives(
  Joi.array().items(idOf('a picture')).max(postLimits.images.max),
  Joi.string()
    .empty('')
    .custom((typed: string, helpers) => {
      const ids = listIn(typed);
      const { value, error } = Joi.array().items(idOf('a picture')).max(postLimits.images.max).validate(ids);
      return ids === undefined || error ? helpers.error('any.list') : (value as string[]);
    }),
)
  .messages({
    'any.list': '{#label} must be a JSON array of ids of pictures',
    'alternatives.match': '{#label} must be a JSON array of ids of pictures',
  })
  .description('Pictures to take out: a JSON array of their ids, in a form as text')
  .example('["01939f3c-9a10-7d42-8f5e-6b1c2d3e4f51"]');

function listIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const newPostBody = Joi.object({
  content: content.default(''),
  visibility: visibility.default('PUBLIC'),
  quoteOf: idOf('the post that is quoted'),
}).meta({ className: 'NewPostBody' });

export interface NewPostBody {
  readonly content: string;
  readonly visibility: PostVisibility;
  readonly quoteOf?: string;
}

export const changedPostBody = Joi.object({ content, visibility, deleteImageIds }).meta({ className: 'ChangedPostBody' });

export interface ChangedPostBody {
  readonly content?: string;
  readonly visibility?: PostVisibility;
  readonly deleteImageIds?: readonly string[];
}
