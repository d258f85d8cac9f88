import type { Container } from 'inversify';
import { PeopleController } from '../../adapters/http/profiles/people.controller.js';
import { RelationshipsController } from '../../adapters/http/profiles/relationships.controller.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { KnexOwnProfileReader } from '../../adapters/postgres/profiles/knex-own-profile-reader.js';
import { KnexPersonDirectory } from '../../adapters/postgres/profiles/knex-person-directory.js';
import { KnexProfileReader } from '../../adapters/postgres/profiles/knex-profile-reader.js';
import { KnexProfileRepository } from '../../adapters/postgres/profiles/knex-profile-repository.js';
import { KnexSocialGraph } from '../../adapters/postgres/profiles/knex-social-graph.js';
import { AuditTrail } from '../../core/audit/index.js';
import { LoadingCache } from '../../core/caching/index.js';
import { Clock, EventOutbox, TransactionRunner } from '../../core/kernel/index.js';
import {
  BlockPerson,
  CachedProfileReader,
  ChangeOwnProfile,
  FollowPerson,
  GetOwnProfile,
  GetProfile,
  ListBlocked,
  ListFollowers,
  ListFollowing,
  OwnProfileReader,
  PersonDirectory,
  PersonTags,
  ProfileReader,
  ProfileRepository,
  profilesInvalidations,
  SearchPeople,
  SocialGraph,
  UnblockPerson,
  UnfollowPerson,
} from '../../core/profiles/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const profilesModule: FeatureModule = {
  bind(container) {
    bindAdapters(container);
    wire(container, GetOwnProfile, [OwnProfileReader]);
    wire(container, GetProfile, [ProfileReader, OwnProfileReader]);
    wire(container, ChangeOwnProfile, [ProfileRepository, OwnProfileReader, TransactionRunner, EventOutbox, Clock, AuditTrail]);
    wire(container, PersonTags, [ProfileReader]);
    wire(container, SearchPeople, [PersonDirectory]);
    wire(container, ListBlocked, [PersonDirectory]);
    wire(container, ListFollowers, [PersonDirectory]);
    wire(container, ListFollowing, [PersonDirectory]);
    wire(container, FollowPerson, [SocialGraph, TransactionRunner, EventOutbox, Clock]);
    wire(container, UnfollowPerson, [SocialGraph, TransactionRunner, EventOutbox, Clock]);
    wire(container, BlockPerson, [SocialGraph, TransactionRunner, EventOutbox, Clock]);
    wire(container, UnblockPerson, [SocialGraph, TransactionRunner, EventOutbox]);
  },
  controllers: [PeopleController, RelationshipsController],
  eventHandlers: [],
  jobs: [],
  invalidations: profilesInvalidations,
};

function bindAdapters(container: Container): void {
  wire(container, KnexOwnProfileReader, [KnexSession], OwnProfileReader);
  wire(container, KnexProfileReader, [KnexSession, Clock]);
  wire(container, CachedProfileReader, [KnexProfileReader, LoadingCache], ProfileReader);
  wire(container, KnexPersonDirectory, [KnexSession, Clock], PersonDirectory);
  wire(container, KnexProfileRepository, [KnexSession], ProfileRepository);
  wire(container, KnexSocialGraph, [KnexSession], SocialGraph);
}
