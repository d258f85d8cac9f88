import cors from 'cors';
import type { RequestHandler } from 'express';

/** CORS for the web app's origins. Any other origin gets no CORS header at all; answers always vary by origin. */
export function crossOrigin(allowedOrigins: readonly string[]): RequestHandler {
  const allowed = new Set(allowedOrigins);
  const handle = cors({
    origin: true,
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    allowedHeaders: ['Content-Type', 'Authorization', 'Idempotency-Key', 'If-Match', 'If-None-Match', 'X-Request-Id'],
    exposedHeaders: [
      ...['X-Request-Id', 'ETag', 'Link', 'Age', 'Cache-Status', 'RateLimit', 'RateLimit-Policy', 'Retry-After'],
      'Idempotency-Replayed',
    ],
    maxAge: 600,
    optionsSuccessStatus: 204,
  });
  return (req, res, next) => {
    const { origin } = req.headers;
    if (origin !== undefined && allowed.has(origin)) {
      handle(req, res, next);
      return;
    }
    res.setHeader('vary', 'Origin');
    next();
  };
}
