import type { Knex } from 'knex';
import type { SearchQuery } from '../../../core/search/index.js';

/*
 * Conditions of searches, for `query.modify(...)`. A searched table has a column with the folded text and one with the romanised text
 * (`SearchDocument`), the latter under a trigram index, and for long texts its words as a tsvector. What these indexes compare is ASCII, so that
 * no locale of a database changes what is found.
 */

/** Names of the columns, with their table's alias: `u.search_text`. */
export interface SearchedColumns {
  readonly folded: string;
  readonly latin: string;
}

export interface SearchedWords extends SearchedColumns {
  readonly words: string;
}

/** Words of one reading that are looked at. A question has a hundred letters; more words than these say nothing more. */
export const maxWords = 12;
const nearFrom = 4;
const surelyNearFrom = 5;

/** The text holds a reading of the question anywhere, also inside words; no character is special. An empty question matches nothing. */
export function matchesDirectly(query: Knex.QueryBuilder, columns: SearchedColumns, asked: SearchQuery): void {
  if (asked.forms.length === 0) return ownScript(query, columns, asked);
  query.where((any) => {
    for (const form of asked.forms) any.orWhereLike(columns.latin, containing(form));
  });
}

/** The text holds each word of the question in one of its readings, or a word that begins so, in any order. For long texts. */
export function matchesWords(query: Knex.QueryBuilder, columns: SearchedWords, asked: SearchQuery): void {
  const forms = asked.forms.map(wordsOf).filter((words) => words.length > 0);
  if (forms.length === 0) return ownScript(query, columns, asked);
  query.whereRaw("?? @@ to_tsquery('simple', ?)", [columns.words, tsqueryOf(forms)]);
}

/** Words are [a-z0-9]+. Readings of as many words as the first are mixed, word by word; the others (without an apostrophe) stand for themselves. */
function tsqueryOf([typed = [], ...others]: string[][]): string {
  const anyOf = (words: string[]): string => [...new Set(words)].map((word) => `${word}:*`).join(' | ');
  const alike = others.filter(({ length }) => length === typed.length);
  const unlike = others.filter(({ length }) => length !== typed.length);
  const mixed = typed.map((word, i) => `(${anyOf([word, ...alike.map((words) => words[i] ?? word)])})`).join(' & ');
  return [mixed, ...unlike.map((words) => words.map((word) => `${word}:*`).join(' & '))].join(' | ');
}

/** Whether `matchesNearly` can find anything: short words have no room for a mistake. */
export function canMatchNearly(asked: SearchQuery): boolean {
  return nearForms(asked).length > 0;
}

/**
 * Every word of a reading of the question is nearly there (`sessionSettings`), words of up to three letters exactly. For use where nothing matches
 * otherwise; matches nothing unless `canMatchNearly`.
 */
export function matchesNearly(query: Knex.QueryBuilder, { latin }: SearchedColumns, asked: SearchQuery): void {
  const forms = nearForms(asked);
  if (forms.length === 0) return void query.whereRaw('false');
  query.where((any) => {
    for (const words of forms) any.orWhere((all) => void words.forEach((word) => nearly(all, latin, word)));
  });
}

function nearly(query: Knex.QueryBuilder, latin: string, word: string): void {
  if (word.length < nearFrom) return void query.whereLike(latin, containing(word));
  query.whereRaw('? <% ??', [word, latin]);
  if (word.length < surelyNearFrom) query.whereRaw('word_similarity(?, ??) >= 0.5', [word, latin]);
}

function ownScript(query: Knex.QueryBuilder, { folded }: SearchedColumns, asked: SearchQuery): void {
  if (asked.folded === '') query.whereRaw('false');
  else query.whereLike(folded, containing(asked.folded));
}

const wordsOf = (form: string): string[] => (form.match(/[a-z0-9]+/g) ?? []).slice(0, maxWords);

const nearForms = (asked: SearchQuery): string[][] =>
  asked.forms.map(wordsOf).filter((words) => words.some(({ length }) => length >= nearFrom));

/** Pattern for text that holds this, every character standing for itself. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
