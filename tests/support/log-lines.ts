import { Logger, type LogFields, type LogLevel } from '../../src/core/observability/index.js';

export interface LogLine {
  readonly level: LogLevel;
  readonly context: string;
  readonly message: string;
  readonly fields: LogFields;
}

/** A Logger that remembers its lines. */
export class LogLines extends Logger {
  readonly all: LogLine[] = [];

  override log(level: LogLevel, context: string, message: string, fields: LogFields = {}): void {
    this.all.push({ level, context, message, fields });
  }

  at(level: LogLevel): LogLine[] {
    return this.all.filter((line) => line.level === level);
  }
}
