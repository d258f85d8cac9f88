import { administrationSchemas } from '../administration/administration.openapi.js';
import { apiKeysSchemas } from '../api-keys/api-keys.openapi.js';
import { auditSchemas } from '../audit/audit.openapi.js';
import { cachingSchemas } from '../caching/caching.openapi.js';
import { commentsSchemas } from '../comments/comments.openapi.js';
import { identitySchemas } from '../identity/identity.openapi.js';
import { listingsSchemas } from '../listings/listings.openapi.js';
import { notificationSchemas } from '../notifications/notifications.openapi.js';
import { profileSchemas } from '../profiles/profiles.openapi.js';
import { postsSchemas } from '../posts/posts.openapi.js';
import { reportsSchemas } from '../reports/reports.openapi.js';
import { securitySchemas } from '../security/security.openapi.js';
import { statsSchemas } from '../stats/stats.openapi.js';
import type { Schemas } from './document.js';
import { errorSchemas } from './error-answers.js';
import { healthSchemas } from './health-paths.js';
import { pageMetaSchema } from './success-answers.js';

/** What the product's endpoints answer, feature by feature. A new `<feature>.openapi.ts` is listed here. */
const features: readonly Schemas[] = [
  ...[identitySchemas, profileSchemas, postsSchemas, commentsSchemas],
  ...[notificationSchemas, statsSchemas, listingsSchemas, cachingSchemas],
  ...[securitySchemas, auditSchemas, apiKeysSchemas],
  ...[administrationSchemas, reportsSchemas],
];

/** Every component schema that is written by hand. Throws when two have one name. */
export function writtenSchemas(extra: readonly Schemas[]): Map<string, Schemas[string]> {
  const collected = new Map<string, Schemas[string]>();
  for (const schemas of [...features, ...extra, { PageMeta: pageMetaSchema }, errorSchemas, healthSchemas]) {
    for (const [name, schema] of Object.entries(schemas)) {
      if (collected.has(name)) throw new Error(`Two component schemas are called ${name}`);
      collected.set(name, schema);
    }
  }
  return collected;
}
