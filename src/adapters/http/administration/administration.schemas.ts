import Joi from 'joi';
import {
  banDays,
  type BanDays,
  banReason,
  type ContentQuery,
  contentSorts,
  type PeopleQuery,
  personSorts,
  sortOrders,
} from '../../../core/administration/index.js';
import type { Role } from '../../../core/kernel/index.js';
import { plainLine, plainText } from '../../../core/text/index.js';
import { idOf } from '../ids.js';
import { typedText } from '../typed-text.js';

export interface IdParams {
  readonly id: string;
}

export interface RoleBody {
  readonly role: Role;
}

export interface BanBody {
  readonly reason: string;
  readonly duration?: BanDays;
}

const roles = ['USER', 'MODERATOR', 'ADMIN'] as const satisfies readonly Role[];
const personExample = '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10';

export const personParams = Joi.object<IdParams>({ id: idOf('the person').required().example(personExample) });
export const removedPostParams = Joi.object<IdParams>({
  id: idOf('the post').required().example('01939f3c-9a10-7d42-8f5e-6b1c2d3e4f50'),
});
export const removedCommentParams = Joi.object<IdParams>({
  id: idOf('the comment').required().example('01939f3d-1c2b-7a4d-8e5f-6a7b8c9d0e1f'),
});

const search = (what: string): Joi.StringSchema => typedText(plainLine, { max: 100 }).allow('').default('').description(what);
const sortBy = <S extends string>(sorts: readonly S[]): Joi.StringSchema =>
  Joi.string()
    .valid(...sorts)
    .default('createdAt')
    .description('What the list goes by');
const sortOrder = Joi.string()
  .valid(...sortOrders)
  .default('desc')
  .description('desc: the newest, or the last of the alphabet, first');

export const peopleQuery = Joi.object<PeopleQuery>({
  search: search('In username or name, in Georgian or Latin letters, or a whole e-mail address; empty: everybody'),
  role: Joi.string()
    .valid(...roles)
    .description('Only people of this role'),
  isBanned: Joi.boolean().description('Only people who are banned now, or who are not'),
  sortBy: sortBy(personSorts),
  sortOrder,
});

export const contentQuery = Joi.object<ContentQuery>({
  search: search('Words of the text, or how they begin, in Georgian or Latin letters; empty: everything'),
  userId: idOf('the person who wrote it').example(personExample),
  sortBy: sortBy(contentSorts),
  sortOrder,
});

export const roleBody = Joi.object<RoleBody>({
  role: Joi.string()
    .valid(...roles)
    .required()
    .description('What the person is from now on')
    .example('MODERATOR'),
}).meta({ className: 'ChangeRoleBody' });

export const banBody = Joi.object<BanBody>({
  reason: typedText(plainText, banReason).required().description('Why, for the staff').example('Spam in comments'),
  duration: Joi.number()
    .valid(...banDays)
    .description('Days; left out: for good')
    .example(7),
}).meta({ className: 'BanBody' });
