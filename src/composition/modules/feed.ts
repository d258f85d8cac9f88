import { FeedController } from '../../adapters/http/feed/feed.controller.js';
import { KnexFeedReader } from '../../adapters/postgres/feed/knex-feed-reader.js';
import { KnexTrendingRanking } from '../../adapters/postgres/feed/knex-trending-ranking.js';
import { KnexTrendingReader } from '../../adapters/postgres/feed/knex-trending-reader.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { LoadingCache } from '../../core/caching/index.js';
import {
  CachedFeedReader,
  CachedTrendingReader,
  feedInvalidations,
  FeedReader,
  ReadFeed,
  ReadTrending,
  RefreshTrending,
  TrendingRanking,
  TrendingReader,
  WarmTrending,
  WarmTrendingWhenRanked,
} from '../../core/feed/index.js';
import { Clock, EventOutbox, TransactionRunner } from '../../core/kernel/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const feedModule: FeatureModule = {
  bind(container) {
    wire(container, KnexFeedReader, [KnexSession, Clock]);
    wire(container, CachedFeedReader, [KnexFeedReader, LoadingCache], FeedReader);
    wire(container, KnexTrendingReader, [KnexSession, Clock]);
    wire(container, CachedTrendingReader, [KnexTrendingReader, LoadingCache], TrendingReader);
    wire(container, WarmTrending, [KnexTrendingReader]);
    wire(container, WarmTrendingWhenRanked, [WarmTrending, LoadingCache]);
    wire(container, KnexTrendingRanking, [KnexSession], TrendingRanking);
    wire(container, ReadFeed, [FeedReader]);
    wire(container, ReadTrending, [TrendingReader]);
    wire(container, RefreshTrending, [TrendingRanking, TransactionRunner, EventOutbox, Clock]);
  },
  controllers: [FeedController],
  eventHandlers: [WarmTrendingWhenRanked],
  jobs: [RefreshTrending],
  invalidations: feedInvalidations,
  warming: [WarmTrending],
};
