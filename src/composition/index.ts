export { type Application, composeApplication, type ComposeOptions } from './application.js';
export { banner } from './banner.js';
export { type FeatureModule } from './feature-module.js';
export { installProcessHandlers } from './process-handlers.js';
export { prepareDatabase } from './startup.js';
export { explainFailure } from './startup-failure.js';
