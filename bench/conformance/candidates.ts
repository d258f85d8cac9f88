import type { Candidate } from './candidate.js';
import { libraries } from './libraries.js';
import { ours } from './ours.js';

/** The columns of the table. Another cache is one more here: an `open` of a few lines. */
export const candidates: readonly Candidate[] = [ours, ...libraries];
