import type { FeatureModule } from '../feature-module.js';

export const mediaModule: FeatureModule = {
  bind() {},
  controllers: [],
  eventHandlers: [],
  jobs: [],
};
