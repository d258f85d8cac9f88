import type { Request, Response } from 'express';
import type { CacheFamily, LoadedValue, LoadingCache } from '../../core/caching/index.js';
import { type Clock, DomainError } from '../../core/kernel/index.js';
import { type Address, addressText } from './address.js';
import { cacheStatus } from './cache-status.js';
import type { Language } from './call.js';
import { matchesTag } from './content-coding.js';
import type { SharedInput, SharedSpec } from './endpoint.js';
import { KeptAnswer } from './kept-answer.js';
import type { Answers, KnownUrls } from './known-urls.js';

/** Which answer is wanted. */
export interface Asked extends SharedInput {
  readonly address: Address;
  /** Only where the answer depends on it. */
  readonly language?: Language;
}

/** With the further tags, as they were when it was asked for. */
interface Wanted extends Asked {
  readonly furtherTags: readonly string[];
}

type AnswerFamily = CacheFamily<Wanted, KeptAnswer>;

/** The further tags are others by now: an answer that does not name them would outlive a change. */
class TagsMoved extends Error {
  constructor(readonly now: readonly string[]) {
    super('The tags of an answer changed while it was made');
  }
}

/** How often they may turn out to be others before the answer is made for one reader alone. */
const maxTries = 3;

/** How long an answer covers for a database that does not answer. */
const staleIfErrorSeconds = 300;

export interface SharedAnswersDependencies {
  readonly cache: LoadingCache;
  readonly clock: Clock;
  /** Another number when any answer may look different than before: what older versions kept is then a miss. */
  readonly answerShape: number;
  readonly knownUrls: KnownUrls;
}

/** The answers of one route that many receive, and how they go out. */
export class SharedAnswers implements Answers {
  readonly family: AnswerFamily;
  readonly #vary: string;

  constructor(
    private readonly spec: SharedSpec,
    /** Express's pattern, the prefix included. */
    readonly path: string,
    private readonly deps: SharedAnswersDependencies & { readonly name: string },
    private readonly furtherTags?: (asked: Asked) => Promise<readonly string[]>,
  ) {
    this.family = familyOf(spec, deps.name, deps.answerShape);
    this.#vary = ['Origin', ...variedBy(spec)].join(', ');
  }

  get spoken(): boolean {
    return this.spec.cache.language === true;
  }

  /** Answers from wherever the answer is, made by `make` if need be. Throws what `make` throws. */
  async answer(req: Request, res: Response, asked: Asked, make: () => Promise<KeptAnswer>): Promise<void> {
    const { clock, knownUrls } = this.deps;
    const { missing } = this.spec.cache;
    const load = async (): Promise<KeptAnswer | undefined> => {
      try {
        return await make();
      } catch (error) {
        if (missing && error instanceof missing.error) return undefined;
        throw error;
      }
    };
    const loaded = await this.#loaded(asked, load);
    if (loaded.value) {
      knownUrls.learn(req.originalUrl, asked.language, this, this.family.key({ ...asked, furtherTags: [] }));
      this.send(req, res, loaded);
      return;
    }
    for (const header of variedBy(this.spec)) res.vary(header);
    res.setHeader('cache-status', cacheStatus(loaded, clock.now().getTime()));
    throw missing ? new missing.error() : new DomainError('INTERNAL_ERROR', 'An answer was kept that is none');
  }

  async #loaded(asked: Asked, load: () => Promise<KeptAnswer | undefined>): Promise<LoadedValue<KeptAnswer>> {
    const { cache } = this.deps;
    const { furtherTags } = this;
    if (!furtherTags) return cache.getOrLoad(this.family, { ...asked, furtherTags: [] }, load);
    let tags = await furtherTags(asked);
    for (let tries = 0; tries < maxTries; tries += 1) {
      // Within the load, thus after the epochs were noted: a later change ends one of the tags that the address tells.
      const loadUnderTheseTags = async (): Promise<KeptAnswer | undefined> => {
        const now = await furtherTags(asked);
        if (now.join() !== tags.join()) throw new TagsMoved(now);
        return load();
      };
      try {
        return await cache.getOrLoad(this.family, { ...asked, furtherTags: tags }, loadUnderTheseTags);
      } catch (error) {
        if (!(error instanceof TagsMoved)) throw error;
        tags = error.now;
      }
    }
    const now = this.deps.clock.now().getTime();
    const value = await load();
    return { value, tier: 'origin', stale: false, collapsed: false, stored: false, loadedAt: now, freshUntil: now };
  }

  /** What this process keeps under the key and is fresh. */
  peek(key: string): LoadedValue<KeptAnswer> | undefined {
    return this.deps.cache.peekKey(this.family, key);
  }

  /** Ends the response. Everything that is the same for all answers of the host stands in it already, `Vary: Origin` included. */
  send(req: Request, res: Response, loaded: LoadedValue<KeptAnswer>): void {
    const answer = loaded.value as KeptAnswer;
    const form = answer.formFor(req.headers['accept-encoding']);
    const now = this.deps.clock.now().getTime();
    const age = Math.max(0, Math.floor((now - loaded.loadedAt) / 1_000));
    res.setHeader('vary', answer.mayBeCompressed ? `${this.#vary}, Accept-Encoding` : this.#vary);
    if (answer.link !== undefined) res.setHeader('link', answer.link);
    res.setHeader('cache-control', this.#cacheControl(age));
    res.setHeader('cache-status', cacheStatus(loaded, now));
    if (loaded.tier !== 'origin') res.setHeader('age', String(age));
    res.setHeader('etag', form.etag);
    if (matchesTag(req.headers['if-none-match'], form.etag)) {
      res.statusCode = 304;
      res.end();
      return;
    }
    res.statusCode = 200;
    if (form.coding) res.setHeader('content-encoding', form.coding);
    res.setHeader('content-type', 'application/json; charset=utf-8');
    res.setHeader('content-length', form.bytes.length);
    if (req.method === 'HEAD') res.end();
    else res.end(form.bytes, 'latin1');
  }

  /**
   * Whoever keeps it asks us before each use (`no-cache`): what a write changes is then seen at once, and a 304 costs next to nothing. Where it may
   * be used for a while, that while begins now, not when the answer was made: `Age` counts towards `max-age`.
   */
  #cacheControl(age: number): string {
    const { publicMaxAgeSeconds } = this.spec.cache;
    return publicMaxAgeSeconds === undefined ? 'public, no-cache' : `public, max-age=${age + publicMaxAgeSeconds}`;
  }
}

/** The request headers that answers of this endpoint depend on, beside those of the whole host. */
export function variedBy({ access, cache }: SharedSpec): string[] {
  return [...(access === 'optional' ? ['Authorization'] : []), ...(cache.language ? ['Accept-Language'] : [])];
}

/** `route:posts:id:comments` for `/posts/:id/comments`. */
export const familyNameOf = (path: string): string => `route${path.replace(/\/:?/g, ':')}`;

function familyOf({ cache }: SharedSpec, name: string, shape: number): AnswerFamily {
  const { ttlSeconds, tags, softTags, softSeconds = 5, missing, staleWhileRevalidateSeconds = 0 } = cache;
  return {
    name,
    pattern: `${name}:{language}:{address}`,
    key: ({ address, language = '' }) => `${name}:${language}:${addressText(address)}`,
    version: shape,
    ttlSeconds,
    softSeconds,
    staleIfErrorSeconds,
    staleWhileRevalidateSeconds,
    negativeSeconds: missing?.seconds ?? 0,
    tags: (asked) => [...tags(inputOf(asked)), ...asked.furtherTags],
    ...(softTags ? { softTags: (asked: Asked) => softTags(inputOf(asked)) } : {}),
    codec: KeptAnswer.codec,
  };
}

/** The schemas made of it what the functions of the endpoint take. */
const inputOf = ({ params, query }: Asked): SharedInput<never, never> => ({ params: params as never, query: query as never });
