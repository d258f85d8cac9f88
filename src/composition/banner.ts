import { WinstonLogger } from '../adapters/winston/winston-logger.js';
import { AdapterReport } from './adapter-report.js';
import type { Application } from './application.js';
import { WorkingDemoLogins } from './demo-data.js';

const width = 96;

/** Lines of at most `width` characters where words allow it, the later ones indented below the first. */
function wrapped(head: string, text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (head.length + last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line, position) => `${position === 0 ? head : ' '.repeat(head.length)}${line}`);
}

function table(rows: readonly (readonly [name: string, text: string])[]): string[] {
  const widest = Math.max(...rows.map(([name]) => name.length));
  return rows.flatMap(([name, text]) => wrapped(`  ${name.padEnd(widest)}  `, text));
}

/** What the product will have and this version does not, told before somebody looks for it. */
function switchedOff({ config }: Application): [string, string][] {
  return [
    ['Push', 'off: no push adapter in this version'],
    ['ErrorTracker', 'log only: unexpected errors are written to the log, no tracking service'],
    ['Metrics', 'off: no /metrics in this version'],
    ...(config.metricsToken ? [] : ([['Health', 'details for administrators only: no METRICS_TOKEN']] as [string, string][])),
  ];
}

function demoPart({ container }: Application): string[] {
  const logins = container.isBound(WorkingDemoLogins) ? container.get(WorkingDemoLogins).all : [];
  if (logins.length === 0) return [];
  const rows = logins.map(({ email, password, role }): [string, string] => [role, `${email}  ${password}`]);
  return ['Demo logins (known to everybody: never in production)', ...table(rows), ''];
}

function hints({ config, container }: Application, base: string): string[] {
  if (config.environment !== 'development') return [];
  const [login] = container.isBound(WorkingDemoLogins) ? container.get(WorkingDemoLogins).all.slice(-1) : [];
  const api = `${base}${config.http.apiPrefix}`;
  const signIn = login
    ? [
        `  curl -s ${api}/auth/login -H 'content-type: application/json' \\`,
        `    -d '{"email":"${login.email}","password":"${login.password}"}'`,
      ]
    : [];
  return ['Try first', `  open ${base}/docs`, `  curl -s ${api}/posts/trending`, ...signIn, ''];
}

/**
 * What a person who has just started the server wants to know: addresses, logins, which adapter serves which port and why, what is off. In
 * production one line, since there a machine reads it.
 */
export function banner(application: Application, port: number): string {
  const { config, container } = application;
  const { http, version, environment } = config;
  const { choices } = container.get(AdapterReport);
  container.get(WinstonLogger).flush();
  if (environment === 'production') {
    const adapters = choices.map((choice) => `${choice.port}=${choice.adapter}`).join(', ');
    const message = `Bike Area API ${version} listens on port ${port} for ${http.publicUrl} (${adapters})`;
    return JSON.stringify({ timestamp: new Date().toISOString(), level: 'info', context: 'startup', message });
  }
  const base = `http://localhost:${port}`;
  const mailbox: [string, string][] = choices.some(({ adapter }) => adapter === 'mailbox')
    ? [['Mailbox', `${base}/dev/mailbox`]]
    : [];
  return [
    '',
    `Bike Area API ${version} (${environment})`,
    '',
    ...table([['API', `${base}${http.apiPrefix}`], ['Docs', `${base}/docs`], ['Health', `${base}/health`], ...mailbox]),
    '',
    ...demoPart(application),
    'What serves what',
    ...table([
      ...choices.map((choice): [string, string] => [choice.port, `${choice.adapter} (${choice.reason})`]),
      ...switchedOff(application),
    ]),
    '',
    ...hints(application, base),
  ].join('\n');
}
