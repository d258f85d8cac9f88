/** A position in a list ordered by (at, id), newest first: the values themselves, never a reference to a row. */
export interface Keyset {
  readonly at: Date;
  readonly id: string;
}

/** Which part of a list is wanted. `after` wins over `page` when both are given. `page` counts from 1. */
export interface PageRequest {
  readonly page: number;
  readonly limit: number;
  readonly after?: Keyset;
}

/** Part of a list. `next` is absent when nothing follows. `total` counts the whole list as this viewer sees it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly next?: Keyset;
}

/** Cuts `limit` items out of `limit + 1` rows read ahead, and says where the next part starts. */
export function pageOf<R, T>(
  rows: readonly R[],
  request: PageRequest,
  total: number,
  keyOf: (row: R) => Keyset,
  present: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    total,
    ...(rows.length > request.limit && last ? { next: keyOf(last) } : {}),
  };
}
