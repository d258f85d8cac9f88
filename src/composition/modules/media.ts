import { MediaController } from '../../adapters/http/media/media.controller.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { KnexMediaRepository } from '../../adapters/postgres/media/knex-media-repository.js';
import { KnexProfilePictures } from '../../adapters/postgres/media/knex-profile-pictures.js';
import { AuditTrail } from '../../core/audit/index.js';
import { Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../core/kernel/index.js';
import {
  ChangeProfilePicture,
  DeleteMedia,
  DetachMedia,
  ImageProcessor,
  MediaRepository,
  ObjectStorage,
  ProfilePictures,
  RemoveDetachedMedia,
  SetProfilePicture,
  StoreImage,
  SweepOrphanMedia,
} from '../../core/media/index.js';
import { ErrorTracker } from '../../core/observability/index.js';
import type { FeatureModule } from '../feature-module.js';
import { provide, wire } from '../wire.js';

export const mediaModule: FeatureModule = {
  bind(container, config) {
    wire(container, KnexMediaRepository, [KnexSession], MediaRepository);
    wire(container, KnexProfilePictures, [KnexSession], ProfilePictures);
    provide(container, StoreImage, (get) => {
      const ports = [get(ImageProcessor), get(MediaRepository), get(ObjectStorage), get(IdGenerator), get(Clock)] as const;
      return new StoreImage(...ports, get(ErrorTracker), config.picturesPerPerson);
    });
    wire(container, DetachMedia, [MediaRepository, EventOutbox, TransactionRunner, Clock]);
    const inOneTransaction = [EventOutbox, TransactionRunner, Clock, AuditTrail] as const;
    wire(container, ChangeProfilePicture, [ProfilePictures, MediaRepository, DetachMedia, ...inOneTransaction]);
    wire(container, SetProfilePicture, [StoreImage, ChangeProfilePicture]);
    wire(container, DeleteMedia, [MediaRepository, ProfilePictures, DetachMedia, ...inOneTransaction]);
    wire(container, RemoveDetachedMedia, [MediaRepository, ObjectStorage]);
    wire(container, SweepOrphanMedia, [MediaRepository, ObjectStorage, Clock, ErrorTracker]);
  },
  controllers: [MediaController],
  eventHandlers: [RemoveDetachedMedia],
  jobs: [SweepOrphanMedia],
};
