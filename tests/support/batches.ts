/** A hundred at a time: so many at once that a busy machine would answer the last too late prove nothing more. */
export async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>, size = 100): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += size) {
    results.push(...(await Promise.all(items.slice(from, from + size).map(work))));
  }
  return results;
}
