import { type Header, headerRef, type Reference } from './document.js';

/** The headers that answers carry, as components. Rate limits after draft-ietf-httpapi-ratelimit-headers-10. */
export const headers: Readonly<Record<string, Header>> = {
  'X-Request-Id': {
    description: 'The id of this request, in logs and error answers as well; a sane one that you send is kept',
    schema: { type: 'string', example: '019c0d3e-5b7a-7c1e-9d55-0a6f5e2c9b11' },
  },
  'RateLimit-Policy': {
    description:
      'Every limit that counted the call: calls (`q`) per window of seconds (`w`), and a hash of whom it counts (`pk`)',
    schema: { type: 'string', example: '"global";q=1000;w=900;pk=:Zb0q5nQ3vC8x:' },
  },
  RateLimit: {
    description: 'What is left of each (`r`), and the seconds until its window starts again (`t`)',
    schema: { type: 'string', example: '"global";r=997;t=840;pk=:Zb0q5nQ3vC8x:' },
  },
  'Retry-After': { description: 'Seconds to wait before trying again', schema: { type: 'string', example: '840' } },
  ETag: {
    description: 'Names this very content: send it back as `If-None-Match` and an unchanged answer is an empty 304',
    schema: { type: 'string', example: '"7eHk1oVvYl3bE2mNw0Qp4uZsT8c"' },
  },
  Link: {
    description: 'RFC 8288: addresses of the next page, and of the previous, first and last where pages are counted',
    schema: {
      type: 'string',
      example: '<https://api.bikearea.ge/api/v1/users/019c0d3e-5b7a-7c1e-9d55-0a6f5e2c9b11/followers?page=2>; rel="next"',
    },
  },
  'Cache-Control': {
    description:
      'Guests share answers: `public, no-cache` (ask us each time, a 304 costs little) or `public, max-age=…`. `private, no-store` for whoever signed in',
    schema: { type: 'string', example: 'public, no-cache' },
  },
  Vary: {
    description: 'The headers of the request that the answer depends on',
    schema: { type: 'string', example: 'Origin, Authorization, Accept-Encoding' },
  },
  Age: {
    description: 'For how many seconds the answer has been kept; absent when it was just made',
    schema: { type: 'string', example: '12' },
  },
  'Cache-Status': {
    description:
      'RFC 9211: `hit` with the seconds that it stays good (below 0: late), or why it was made: `fwd=miss`, `fwd=bypass` for whoever signed in',
    schema: { type: 'string', example: 'bikearea; hit; ttl=48' },
  },
  'Idempotency-Replayed': {
    description: '`true` on an answer that was made by an earlier call with the same `Idempotency-Key`',
    schema: { type: 'string', enum: ['true'], example: 'true' },
  },
  'WWW-Authenticate': { description: 'Says that a bearer token is wanted', schema: { type: 'string', example: 'Bearer' } },
};

/** References to these headers; every answer has the request id. */
export function headerRefs(...names: readonly string[]): Record<string, Reference> {
  return Object.fromEntries(['X-Request-Id', ...names].map((name) => [name, headerRef(name)]));
}
