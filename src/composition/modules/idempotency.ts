import { KnexAnswerStore } from '../../adapters/postgres/idempotency/knex-answer-store.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { AnswerOnce, AnswerStore, PurgeAnswers } from '../../core/idempotency/index.js';
import { Clock, TransactionRunner } from '../../core/kernel/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const idempotencyModule: FeatureModule = {
  bind(container) {
    wire(container, KnexAnswerStore, [KnexSession], AnswerStore);
    wire(container, AnswerOnce, [AnswerStore, TransactionRunner, Clock]);
    wire(container, PurgeAnswers, [AnswerStore, Clock]);
  },
  controllers: [],
  eventHandlers: [],
  jobs: [PurgeAnswers],
};
