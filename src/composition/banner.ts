import { AdapterReport } from './adapter-report.js';
import type { Application } from './application.js';

/** What a person who has just started the server wants to know. */
export function banner({ config, container }: Application, port: number): string {
  const { http } = config;
  const base = config.environment === 'production' ? http.publicUrl : `http://localhost:${port}`;
  const { choices } = container.get(AdapterReport);
  const width = Math.max(...choices.map((choice) => choice.port.length));
  const mailbox = choices.some(({ adapter }) => adapter === 'mailbox') ? [`  Mailbox   ${base}/dev/mailbox`] : [];
  return [
    '',
    `Bike Area API ${config.version} (${config.environment})`,
    '',
    `  API       ${base}${http.apiPrefix}`,
    `  Docs      ${base}/docs`,
    `  Health    ${base}/health`,
    ...mailbox,
    '',
    ...choices.map((choice) => `  ${choice.port.padEnd(width)}  ${choice.adapter} (${choice.reason})`),
    '',
  ].join('\n');
}
