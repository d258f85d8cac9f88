import type { Request, Response } from 'express';
import type { LoadedValue } from '../../core/caching/index.js';
import type { Language } from './call.js';
import type { KeptAnswer } from './kept-answer.js';
import { languageOf } from './language.js';

const maxUrls = 10_000;
const maxUrlLength = 500;

/** The answers of a route. */
export interface Answers {
  readonly path: string;
  readonly spoken: boolean;
  peek(key: string): LoadedValue<KeptAnswer> | undefined;
  send(req: Request, res: Response, loaded: LoadedValue<KeptAnswer>): void;
}

interface Known {
  readonly answers: Answers;
  readonly keys: Map<Language | undefined, string>;
}

export interface FoundAnswer {
  readonly answers: Answers;
  readonly loaded: LoadedValue<KeptAnswer>;
}

/**
 * Which answer a URL stands for, as it was written: learned when a request passed every check, and true for ever, since the URL decides all of
 * them. Holds the last `maxUrls`.
 */
export class KnownUrls {
  readonly #known = new Map<string, Known>();

  learn(url: string, language: Language | undefined, answers: Answers, key: string): void {
    if (url.length > maxUrlLength) return;
    const known = this.#known.get(url);
    if (known) {
      known.keys.set(language, key);
      return;
    }
    if (this.#known.size >= maxUrls) for (const oldest of this.#known.keys()) if (this.#known.delete(oldest)) break;
    this.#known.set(url, { answers, keys: new Map([[language, key]]) });
  }

  /** The answer to a read by somebody who does not say who he is, if this process keeps a fresh one. */
  find(req: Request): FoundAnswer | undefined {
    if (req.headers.authorization !== undefined || (req.method !== 'GET' && req.method !== 'HEAD')) return undefined;
    const known = this.#known.get(req.url);
    if (!known) return undefined;
    const key = known.keys.get(known.answers.spoken ? languageOf(req) : undefined);
    const loaded = key === undefined ? undefined : known.answers.peek(key);
    return loaded && { answers: known.answers, loaded };
  }
}
