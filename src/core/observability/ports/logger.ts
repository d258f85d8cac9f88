export type LogLevel = 'error' | 'warn' | 'info' | 'debug';
export type LogFields = Record<string, unknown>;

/**
 * Lines for operators. Each carries time, level, context and, inside a request or job, its id and user, without being handed them.
 * Never throws and never waits. Secrets and personal data are masked by field name (password, token, code, authorization, cookie, email, phone).
 */
export abstract class Logger {
  abstract log(level: LogLevel, context: string, message: string, fields?: LogFields): void;
}
