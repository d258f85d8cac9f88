export { Mailer, type Mail } from './ports/mailer.js';
