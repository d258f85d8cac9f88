import type { Knex } from 'knex';

/** What members report, and what staff decided. One open report for each reporter and target. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table reports (
      id uuid primary key,
      reporter_id uuid not null references users (id) on delete cascade,
      kind text not null check (kind in ('POST', 'COMMENT', 'PERSON')),
      target_id uuid not null,
      author_id uuid not null references users (id) on delete cascade,
      category text not null,
      note text,
      status text not null default 'OPEN' check (status in ('OPEN', 'DISMISSED', 'REMOVED')),
      decision_id uuid,
      decided_by uuid references users (id) on delete set null,
      decided_at timestamptz(3),
      created_at timestamptz(3) not null,
      check ((status = 'OPEN') = (decision_id is null)),
      check ((status = 'OPEN') = (decided_at is null))
    );
    comment on column reports.author_id is 'who wrote what is reported; of a person himself';
    comment on column reports.decision_id is 'the same for all reports that one decision ended';
    create unique index reports_one_open on reports (reporter_id, kind, target_id) where status = 'OPEN';
    create index reports_by_time on reports (created_at desc, id desc);
    create index reports_by_status on reports (status, created_at desc, id desc);
    create index reports_by_kind on reports (kind, created_at desc, id desc);
    create index reports_on_target on reports (kind, target_id);
    create index reports_of_decision on reports (decision_id) where decision_id is not null;
    create index reports_of_reporter on reports (reporter_id);
    create index reports_on_author on reports (author_id);
    create index reports_decided_by on reports (decided_by) where decided_by is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table reports');
}
