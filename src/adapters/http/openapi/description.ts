import type { Tag } from './document.js';

/** A person of the demo data. Their logins are known to everybody, so they are named outside production only. */
export interface DemoLogin {
  readonly email: string;
  readonly username: string;
  readonly password: string;
}

/** The parts of the product, in the order in which the docs page shows them. */
export const tags: readonly Tag[] = [
  { name: 'Auth', description: 'Signing up, signing in, passwords and sessions · რეგისტრაცია და ავტორიზაცია' },
  { name: 'Users', description: 'People: profiles, following, blocking, search · მომხმარებლები' },
  { name: 'Media', description: 'Pictures of people and of what they publish · სურათები' },
  { name: 'Posts', description: 'Posts, likes, hashtags, the feed and what is trending · პოსტები' },
  { name: 'Comments', description: 'What people say under posts · კომენტარები' },
  { name: 'Notifications', description: 'What concerns you, told once · შეტყობინებები' },
  { name: 'Listings', description: 'The marketplace: motorcycles, bicycles, parts, equipment · განცხადებები' },
  { name: 'Administration', description: 'For administrators of the service · ადმინისტრირება' },
  { name: 'Health', description: 'For load balancers and people on call: outside the API prefix, without limits' },
];

const signIn = (apiPrefix: string): string => `## Signing in

Run \`POST ${apiPrefix}/auth/login\` here with *Try it out*: this page keeps the access token it is answered and sends it from then on.
A token that you have already goes into **Authorize**. Access tokens live 15 minutes; \`POST ${apiPrefix}/auth/refresh\` gives the next one.`;

function demoTable(logins: readonly DemoLogin[]): string {
  if (logins.length === 0) return '';
  const rows = logins.map(({ email, username, password }) => `| ${username} | \`${email}\` | \`${password}\` |`);
  return `

Where demo data is seeded, as on the first start in development, these logins work; the example of signing in holds the first:

| who | e-mail | password |
| --- | --- | --- |
${rows.join('\n')}`;
}

/** The introduction of the docs page, in Markdown. Demo logins only where they exist: never in production. */
export function describeApi(apiPrefix: string, demoLogins: readonly DemoLogin[] = []): string {
  return `The backend of [bikearea.ge](https://bikearea.ge): a community and marketplace for riders in Georgia.
ქართველი მოტოციკლისტებისა და ველოსიპედისტების საზოგადოება და ბაზარი.

This document as JSON, for generators and Postman: [/docs.json](/docs.json).

${signIn(apiPrefix)}${demoTable(demoLogins)}

## Answers

| case | shape |
| --- | --- |
| one thing | \`{ "success": true, "data": { … } }\` |
| list | \`{ "success": true, "data": [ … ] }\` |
| page of a list | \`{ "success": true, "data": [ … ], "meta": { "page", "limit", "total", "totalPages", "nextCursor" } }\` |
| failure | \`{ "success": false, "error": { "code", "message", "details", "requestId" } }\` |

- **Errors** carry a stable \`code\`; \`details\` names every faulty field. Send \`Accept: application/problem+json\` for RFC 9457.
  An unknown address is 404 \`ROUTE_NOT_FOUND\`, a wrong method 405 \`METHOD_NOT_ALLOWED\` with \`Allow\`.
  **401** only ever means that a token (or a sign-in) is not good: refresh and repeat once.
- **Pages**: \`page\` and \`limit\` (at most 100), or \`cursor\` from \`meta.nextCursor\`, which neither repeats nor loses rows while the list changes.
- **Language**: Georgian, or English with \`Accept-Language: en\`. Stored text comes back exactly as it was sent.
- **Times** are ISO 8601 in UTC, ids opaque strings, absent values \`null\`.
- **Limits** are told by \`RateLimit\` and \`RateLimit-Policy\`; 429 says in \`Retry-After\` how long to wait.`;
}
