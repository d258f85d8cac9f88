/**
 * What every connection sets.
 *
 * - How much of a word must be there for `<%` (pg_trgm). At 0.4 one wrong letter is forgiven in a word of six letters, wherever it stands; see
 *   https://www.postgresql.org/docs/15/pgtrgm.html#PGTRGM-GUC for the measure.
 * - No compiling of queries: all of ours read a few rows, and by estimate the planner would spend up to a second on code for branches that never run.
 */
export const sessionSettings = 'set pg_trgm.word_similarity_threshold = 0.4; set jit = off';
