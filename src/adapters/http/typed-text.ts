import Joi from 'joi';
import { graphemeCount, isVisible } from '../../core/text/index.js';

/** The longest sequences that read as one sign (families, flags of regions) have 11 to 14 code units: text beyond this is not writing. */
const codeUnitsPerGrapheme = 16;

/** Text made clean first, and measured as its reader counts it. */
export function typedText(clean: (typed: string) => string, { min = 0, max }: { min?: number; max: number }): Joi.StringSchema {
  return Joi.string()
    .custom((typed: string, helpers) => {
      const value = clean(typed);
      if (value.length > max * codeUnitsPerGrapheme) return helpers.error('string.max', { limit: max });
      const length = graphemeCount(value);
      if (length < min) return helpers.error('string.min', { limit: min });
      if (length > max) return helpers.error('string.max', { limit: max });
      if (min > 0 && !isVisible(value)) return helpers.error('string.invisible');
      return value;
    })
    .messages({ 'string.invisible': '{#label} must hold something to see' });
}
