import winston from 'winston';
import { currentScope, type LogFields, type LogLevel, Logger } from '../../core/observability/index.js';
import { BatchedLines } from './batched-lines.js';
import { maskText, redact } from './redact.js';

export interface WinstonLoggerOptions {
  readonly level: LogLevel;
  /** One JSON object a line, for machines; otherwise coloured text for people. */
  readonly json: boolean;
  /** Where lines go; standard output unless a test says otherwise. */
  readonly descriptor?: number;
}

interface Line extends winston.Logform.TransformableInfo {
  timestamp: string;
  context: string;
  requestId?: string;
  userId?: string;
  metadata?: Record<string, unknown>;
}

const rendered = Symbol.for('message');

/** As in npm, which is winston's own order. */
const severities: Record<LogLevel, number> = { error: 0, warn: 1, info: 2, debug: 5 };

const jsonLines = winston.format((info) => {
  info[rendered as unknown as string] = JSON.stringify(info);
  return info;
});

const colourOf: Record<LogLevel, number> = { error: 31, warn: 33, info: 32, debug: 90 };

/** A text from outside cannot begin a line of its own, nor speak to the terminal. */
const onOneLine = (text: string): string => (/\p{Cc}/u.test(text) ? JSON.stringify(text) : text);

interface LoggedError {
  readonly name?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** The stack, and below it the stacks of its causes. */
function stacks(error: LoggedError | undefined): string[] {
  if (!error || typeof error !== 'object') return [];
  const own = (error.stack ?? `${error.name ?? 'Error'}: ${error.message ?? ''}`).replace(/(?!\n)\p{Cc}/gu, '');
  return [own, ...stacks(error.cause).map((stack) => `caused by ${stack}`)];
}

const readableLines = winston.format.printf((info) => {
  const { timestamp, level, context, message, requestId, userId, metadata } = info as Line;
  const { error, ...rest } = (metadata ?? {}) as { error?: LoggedError };
  const fields = { ...(requestId ? { requestId } : {}), ...(userId ? { userId } : {}), ...rest };
  const tail = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? onOneLine(value) : JSON.stringify(value)}`);
  const head = `${timestamp.slice(11, 23)} \u001b[${colourOf[level as LogLevel]}m${level.padEnd(5)}\u001b[0m [${context}] ${onOneLine(String(message))}`;
  return [`${head}${tail.length > 0 ? ` \u001b[90m${tail.join(' ')}\u001b[0m` : ''}`, ...stacks(error)].join('\n');
});

/** Lines through winston's formats, written in batches. Winston's own stream between the two cost more than both, and is left out. */
export class WinstonLogger extends Logger {
  readonly #lines: BatchedLines;
  readonly #format: winston.Logform.Format;
  readonly #level: number;

  constructor(options: WinstonLoggerOptions) {
    super();
    this.#lines = new BatchedLines(options.descriptor ?? 1);
    this.#format = options.json ? jsonLines() : readableLines;
    this.#level = severities[options.level];
  }

  override log(level: LogLevel, context: string, message: string, fields?: LogFields): void {
    if (severities[level] > this.#level) return;
    const at = Date.now();
    const scope = currentScope();
    const requestId = scope?.requestId;
    const userId = scope?.userId;
    // Redacting copies: what the caller does with the fields afterwards changes no line.
    const metadata = fields === undefined ? undefined : redact(fields);
    this.#lines.add(() => {
      const said = {
        timestamp: new Date(at).toISOString(),
        level,
        context,
        message: maskText(message),
        requestId,
        userId,
        metadata,
      };
      return (this.#format.transform(said) as unknown as Record<symbol, string>)[rendered] ?? '';
    });
  }

  /** Everything said so far is written when this returns. */
  flush(): void {
    this.#lines.flushNow();
  }

  close(): void {
    this.#lines.close();
  }
}
