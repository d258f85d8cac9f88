import { requireDatabaseUrl, requireRedisUrl } from './services.js';

/** Loaded first in the services lane, so that a forgotten address fails it at once, whichever specs follow. */
requireDatabaseUrl();
requireRedisUrl();
