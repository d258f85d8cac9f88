import type { Container } from 'inversify';
import { AdminContentController } from '../../adapters/http/administration/admin-content.controller.js';
import { AdminPeopleController } from '../../adapters/http/administration/admin-people.controller.js';
import { KnexPersonRegister } from '../../adapters/postgres/administration/knex-person-register.js';
import { KnexPersonTraces } from '../../adapters/postgres/administration/knex-person-traces.js';
import { KnexStaffReader } from '../../adapters/postgres/administration/knex-staff-reader.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import {
  administrationInvalidations,
  BanPerson,
  ChangeRole,
  ContentRemoval,
  DeletePerson,
  EndBans,
  LetGoOfPictures,
  ListContent,
  ListPeople,
  PersonRegister,
  PersonTraces,
  ReadDashboard,
  RemoveContent,
  RemoveTraces,
  StaffActs,
  StaffReader,
  UnbanPerson,
} from '../../core/administration/index.js';
import { AuditTrail } from '../../core/audit/index.js';
import { SessionRepository } from '../../core/identity/index.js';
import { Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../core/kernel/index.js';
import { DetachMedia } from '../../core/media/index.js';
import { CommentRepository, PostRepository, RemovePost, RestorePost } from '../../core/posts/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const administrationModule: FeatureModule = {
  bind(container) {
    bindAdapters(container);
    wire(container, StaffActs, [EventOutbox, AuditTrail]);
    wire(container, ReadDashboard, [StaffReader, Clock]);
    wire(container, ListPeople, [StaffReader]);
    wire(container, ListContent, [StaffReader]);
    const acting = [StaffActs, TransactionRunner] as const;
    wire(container, ChangeRole, [PersonRegister, ...acting, Clock]);
    wire(container, BanPerson, [PersonRegister, SessionRepository, ...acting, Clock]);
    wire(container, UnbanPerson, [PersonRegister, ...acting, Clock]);
    wire(container, DeletePerson, [PersonRegister, SessionRepository, DetachMedia, ...acting, IdGenerator, Clock]);
    const content = [PostRepository, CommentRepository, RemovePost] as const;
    wire(container, ContentRemoval, [...content, RestorePost, StaffActs, EventOutbox, Clock]);
    wire(container, RemoveContent, [ContentRemoval, TransactionRunner]);
    wire(container, RemoveTraces, [PersonTraces, ...content, DetachMedia, EventOutbox, TransactionRunner, Clock]);
    wire(container, LetGoOfPictures, [PostRepository, DetachMedia, TransactionRunner, Clock]);
    wire(container, EndBans, [PersonRegister, EventOutbox, TransactionRunner, Clock]);
  },
  controllers: [AdminPeopleController, AdminContentController],
  eventHandlers: [RemoveTraces],
  jobs: [EndBans, LetGoOfPictures],
  invalidations: administrationInvalidations,
};

function bindAdapters(container: Container): void {
  wire(container, KnexPersonRegister, [KnexSession], PersonRegister);
  wire(container, KnexPersonTraces, [KnexSession], PersonTraces);
  wire(container, KnexStaffReader, [KnexSession, Clock], StaffReader);
}
