import type { Request } from 'express';
import type { Language } from './call.js';

/** Georgian unless English is preferred. */
export function languageOf(req: Request): Language {
  const accepted = req.headers['accept-language'];
  return accepted !== undefined && req.acceptsLanguages(['ka', 'en']) === 'en' ? 'en' : 'ka';
}
