import Joi from 'joi';

const uuidLength = 36;

/** An id. Exactly one spelling of each passes, so that ids can be compared as text. `what`: whose it is, for the document. */
export function idOf(what: string): Joi.StringSchema {
  return Joi.string().guid({ separator: '-', wrapper: false }).length(uuidLength).lowercase().description(`Id of ${what}`);
}
