import type { DetachMedia, StoreImage } from '../media/index.js';

/**
 * Ids of the stored pictures, in the order of the files. When one cannot be stored, those that were are let go of and its error is thrown.
 * Not to be called inside a transaction (see StoreImage).
 */
export async function storeImages(
  store: StoreImage,
  detach: DetachMedia,
  ownerId: string,
  files: readonly string[],
): Promise<string[]> {
  const outcomes = await Promise.allSettled(files.map((file) => store.execute({ file, ownerId, use: 'post' })));
  const ids = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.id] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failed) return ids;
  await detach.execute(ids);
  throw failed.reason;
}
