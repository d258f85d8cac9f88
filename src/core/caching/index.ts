export { Cache } from './ports/cache.js';
