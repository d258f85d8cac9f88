import type { FeatureModule } from '../feature-module.js';

export const profilesModule: FeatureModule = {
  bind() {},
  controllers: [],
  eventHandlers: [],
  jobs: [],
};
