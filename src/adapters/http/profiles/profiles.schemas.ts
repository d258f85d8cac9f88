import Joi from 'joi';
import { usernamePattern } from '../../../core/identity/index.js';
import { profileLimits } from '../../../core/profiles/index.js';
import { plainLine, plainText } from '../../../core/text/index.js';
import { idOf } from '../ids.js';
import { typedText } from '../typed-text.js';

export const personIdParams = Joi.object({
  id: idOf('the person').required().example('01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10'),
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether `usernameParams` names a person by his id. */
export const isPersonId = (username: string): boolean => uuid.test(username);

export const usernameParams = Joi.object({
  username: Joi.string()
    .max(100)
    .required()
    .description('Username, in any letter case; or the id of the person')
    .example('nino_rides'),
});

export const searchQuery = Joi.object({
  q: typedText(plainLine, { min: 1, max: 100 })
    .required()
    .description('Part of a username or full name, in any letter case, in Georgian or Latin letters. No character is special')
    .example('ნინო'),
});

/** The contract asks that fields which are nobody's to change (`role`) are ignored here, not refused: they pass, and changeProfile never reads them. */
export const profileBody = Joi.object({
  fullName: typedText(plainLine, profileLimits.fullName).description('2 to 100 characters').example('ნინო ბერიძე'),
  username: Joi.string()
    .trim()
    .pattern(usernamePattern, 'username')
    .messages({ 'string.pattern.name': '{#label} must be 3 to 30 letters (a-z), digits or _' })
    .description('3 to 30 of A-Z, a-z, 0-9 and _')
    .example('nino_rides'),
  bio: typedText(plainText, profileLimits.bio)
    .allow('', null)
    .description('Up to 160 characters as a reader counts them; null or empty clears it')
    .example('მოტოციკლები და მთები 🏍️'),
  location: typedText(plainLine, profileLimits.location)
    .allow('', null)
    .description('Up to 50 characters; null or empty clears it')
    .example('თბილისი'),
})
  .unknown(true)
  .meta({ className: 'ChangeProfileBody' });
