export { AnswerOnce, type GivenAnswer, type KeyedCall } from './answer-once.js';
export { IdempotencyKeyInUse, IdempotencyKeyReused } from './idempotency.errors.js';
export { PurgeAnswers } from './jobs/purge-answers.js';
export { type Answer, type AnswerKey, AnswerStore, type StoredAnswer } from './ports/answer-store.js';
