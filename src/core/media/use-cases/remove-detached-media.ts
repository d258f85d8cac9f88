import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import { keysOf } from '../media.js';
import { MEDIA_DETACHED } from '../media-events.js';
import type { MediaRepository } from '../ports/media-repository.js';
import type { ObjectStorage } from '../ports/object-storage.js';

/** After a picture was let go of: its files, then its row. Again and again without harm; what fails is tried again later. */
export class RemoveDetachedMedia implements EventHandler<{ mediaId: string }> {
  readonly eventName = MEDIA_DETACHED;

  constructor(
    private readonly media: MediaRepository,
    private readonly storage: ObjectStorage,
  ) {}

  async handle({ payload: { mediaId } }: DomainEvent<{ mediaId: string }>): Promise<void> {
    const media = await this.media.find(mediaId);
    if (media?.status !== 'detached') return;
    await this.storage.delete(keysOf(media));
    await this.media.remove(mediaId);
  }
}
