export { ErrorTracker, type ErrorContext } from './ports/error-tracker.js';
export { Logger, type LogFields, type LogLevel } from './ports/logger.js';
export { currentScope, runInScope, type RequestScope } from './request-scope.js';
export { Health, type CheckResult, type HealthCheck, type HealthReport } from './health.js';
