import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { KnexOwnProfileReader } from '../../adapters/postgres/profiles/knex-own-profile-reader.js';
import { GetOwnProfile, OwnProfileReader } from '../../core/profiles/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const profilesModule: FeatureModule = {
  bind(container) {
    wire(container, KnexOwnProfileReader, [KnexSession], OwnProfileReader);
    wire(container, GetOwnProfile, [OwnProfileReader]);
  },
  controllers: [],
  eventHandlers: [],
  jobs: [],
};
