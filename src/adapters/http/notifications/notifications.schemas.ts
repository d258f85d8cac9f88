import Joi from 'joi';
import { type ToldType, toldTypes } from '../../../core/notifications/index.js';

const uuidLength = 36;

export interface NotificationParams {
  readonly id: string;
}

export const notificationParams = Joi.object({
  id: Joi.string()
    .guid({ separator: '-', wrapper: false })
    .length(uuidLength)
    .lowercase()
    .required()
    .description('Id of the notification')
    .example('01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e20'),
});

const wishes: Readonly<Record<ToldType, string>> = {
  NEW_FOLLOWER: 'Somebody follows you',
  POST_LIKE: 'Somebody likes your post',
  POST_COMMENT: 'Somebody comments on your post',
  COMMENT_REPLY: 'Somebody answers your comment',
  MENTION: 'Somebody names you in a post or a comment',
};

export type PreferencesBody = { readonly [T in ToldType]?: boolean };

export const preferencesBody = Joi.object(
  Object.fromEntries(
    toldTypes.map((type) => [
      type,
      Joi.boolean()
        .description(wishes[type])
        .example(type !== 'POST_LIKE'),
    ]),
  ) as Record<ToldType, Joi.BooleanSchema>,
).meta({ className: 'ChangeNotificationPreferencesBody' });
