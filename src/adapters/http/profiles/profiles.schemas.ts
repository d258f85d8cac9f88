import Joi from 'joi';
import { usernamePattern } from '../../../core/identity/index.js';
import { graphemeCount, isVisible, plainLine, plainText, profileLimits } from '../../../core/profiles/index.js';

/** The longest sequences that read as one sign (families, flags of regions) have 11 to 14 code units: text beyond this is not writing. */
const codeUnitsPerGrapheme = 16;

/** Text made clean first, and measured as its reader counts it. */
function text(clean: (typed: string) => string, { min = 0, max }: { min?: number; max: number }): Joi.StringSchema {
  return Joi.string()
    .custom((typed: string, helpers) => {
      const value = clean(typed);
      const length = graphemeCount(value);
      if (length < min) return helpers.error('string.min', { limit: min });
      if (length > max || value.length > max * codeUnitsPerGrapheme) return helpers.error('string.max', { limit: max });
      if (min > 0 && !isVisible(value)) return helpers.error('string.invisible');
      return value;
    })
    .messages({ 'string.invisible': '{#label} must hold something to see' });
}

const uuidLength = 36;

/** A person's id in a path. Exactly one spelling of each id passes, so that ids can be compared as text. */
export const personIdParams = Joi.object({
  id: Joi.string()
    .guid({ separator: '-', wrapper: false })
    .length(uuidLength)
    .lowercase()
    .required()
    .description('Id of the person')
    .example('01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10'),
});

export const usernameParams = Joi.object({
  username: Joi.string()
    .max(100)
    .required()
    .description('Username, in any letter case; or the id of the person')
    .example('nino_rides'),
});

export const searchQuery = Joi.object({
  q: text(plainLine, { min: 1, max: 100 })
    .required()
    .description('Part of a username or full name, in any letter case. No character is special')
    .example('ნინო'),
});

/** The contract asks that fields which are nobody's to change (`role`) are ignored here, not refused: they pass, and changeProfile never reads them. */
export const profileBody = Joi.object({
  fullName: text(plainLine, profileLimits.fullName).description('2 to 100 characters').example('ნინო ბერიძე'),
  username: Joi.string()
    .trim()
    .pattern(usernamePattern, 'username')
    .messages({ 'string.pattern.name': '{#label} must be 3 to 30 letters (a-z), digits or _' })
    .description('3 to 30 of A-Z, a-z, 0-9 and _')
    .example('nino_rides'),
  bio: text(plainText, profileLimits.bio)
    .allow('', null)
    .description('Up to 160 characters as a reader counts them; null or empty clears it')
    .example('მოტოციკლები და მთები 🏍️'),
  location: text(plainLine, profileLimits.location)
    .allow('', null)
    .description('Up to 50 characters; null or empty clears it')
    .example('თბილისი'),
})
  .unknown(true)
  .meta({ className: 'ChangeProfileBody' });
