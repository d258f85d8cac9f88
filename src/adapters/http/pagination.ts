import Joi from 'joi';
import type { Page, PageRequest } from '../../core/kernel/index.js';
import { type Address, addressText } from './address.js';
import type { CursorCodec } from './cursor-codec.js';

export const maxPageLimit = 100;
/** Beyond this, skipping rows costs more than anyone needs: use the cursor. */
const maxPage = 10_000;

export interface PageQuery {
  readonly page: number;
  readonly limit: number;
  readonly cursor?: string;
}

/** The query of a paged list: its own filters and `page`, `limit`, `cursor`. */
export function pagedQuery(defaultLimit: number, filters: Joi.ObjectSchema = Joi.object({})): Joi.ObjectSchema {
  return filters.keys({
    page: Joi.number().integer().min(1).max(maxPage).default(1).description('Which page, from 1').example(1),
    limit: Joi.number()
      .integer()
      .min(1)
      .max(maxPageLimit)
      .default(defaultLimit)
      .description('Items a page')
      .example(defaultLimit),
    cursor: Joi.string().max(100).description('Continue exactly after this position (`meta.nextCursor`); wins over `page`'),
  });
}

export function pageRequestOf(query: PageQuery, list: string, cursors: CursorCodec): PageRequest {
  const { page, limit, cursor } = query;
  return { page, limit, ...(cursor === undefined ? {} : { after: cursors.decode(list, cursor) }) };
}

export interface PageMeta {
  readonly page: number;
  readonly limit: number;
  readonly total: number;
  readonly totalPages: number;
  readonly nextCursor: string | null;
}

export function pageMeta(
  page: Page<unknown>,
  { page: number, limit }: PageRequest,
  list: string,
  cursors: CursorCodec,
): PageMeta {
  return {
    page: number,
    limit,
    total: page.total,
    totalPages: Math.ceil(page.total / limit),
    nextCursor: page.next ? cursors.encode(list, page.next) : null,
  };
}

/** RFC 8288: `next` and, for page numbers, `prev`, `first`, `last`; absolute. A client that counts pages is led by pages, all others by the cursor. */
export function linksOf({ path, query }: Address, publicUrl: string, meta: PageMeta): string | undefined {
  const link = (rel: string, change: Record<string, string>, drop: string): string => {
    const { [drop]: _dropped, ...kept } = query;
    return `<${new URL(addressText({ path, query: { ...kept, ...change } }), publicUrl).href}>; rel="${rel}"`;
  };
  const links: string[] = [];
  const counting = query['page'] !== undefined && query['cursor'] === undefined;
  if (counting) {
    if (meta.page < meta.totalPages) links.push(link('next', { page: String(meta.page + 1) }, 'cursor'));
    if (meta.page > 1) links.push(link('prev', { page: String(meta.page - 1) }, 'cursor'));
    links.push(link('first', { page: '1' }, 'cursor'), link('last', { page: String(Math.max(1, meta.totalPages)) }, 'cursor'));
  } else if (meta.nextCursor) {
    links.push(link('next', { cursor: meta.nextCursor }, 'page'));
  }
  return links.length > 0 ? links.join(', ') : undefined;
}
