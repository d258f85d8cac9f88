import express from 'express';
import { portOf, serveDriver } from './child.js';
import { fixture } from './fixture.js';

/** The yardstick: stock Express 4, one handler, `res.json(object)`, nothing else. */
const app = express();
app.get('/', (_req, res) => {
  res.json({ success: true, data: fixture });
});
const server = app.listen(0, '127.0.0.1', () => serveDriver(portOf(server)));
