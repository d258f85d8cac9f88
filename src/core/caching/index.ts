export { counterStep, jsonText, lifetimeMs } from './cache-arguments.js';
export { keyPattern } from './key-pattern.js';
export { Cache } from './ports/cache.js';
export { SingleFlight, type StillWanted } from './single-flight.js';
