import type { Knex } from 'knex';

/**
 * What happened, in a chain of hashes. Rows come in through `audit_append` alone: it holds the one row of `audit_head` while it gives the next
 * place, so that any number of writers make one chain. The functions run with the rights of their owner: a role that may only call them can
 * neither change nor remove anything. What is hashed is told in src/core/audit/audit-chain.ts.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table audit_records (
      seq bigint not null,
      at timestamptz(3) not null,
      id uuid not null,
      kind text not null,
      outcome text not null,
      actor_id uuid,
      subject_type text,
      subject_id text,
      address text,
      user_agent text,
      request_id text,
      count integer not null,
      facts jsonb not null,
      before jsonb,
      after jsonb,
      previous_hash text not null,
      hash text not null,
      primary key (seq, at)
    ) partition by range (at);
    create index audit_records_newest on audit_records (at desc, id desc);
    create index audit_records_of_kind on audit_records (kind, at desc);
    create index audit_records_of_address on audit_records (address, at desc);

    create table audit_head (
      only_one boolean primary key default true check (only_one),
      seq bigint not null,
      at timestamptz(3) not null,
      hash text not null
    );
    insert into audit_head (seq, at, hash) values (0, '-infinity', repeat('0', 64));

    create table audit_checkpoints (
      seq bigint primary key,
      hash text not null,
      months text not null,
      dropped_at timestamptz(3) not null
    );

    create function audit_refuse() returns trigger language plpgsql as $$
    begin
      raise exception '% of % is refused: what was recorded is never changed', tg_op, tg_table_name using errcode = '42501';
    end $$;

    create trigger audit_records_kept before update or delete on audit_records for each row execute function audit_refuse();
    create trigger audit_records_not_emptied before truncate on audit_records for each statement execute function audit_refuse();
    create trigger audit_checkpoints_kept before update or delete on audit_checkpoints for each row execute function audit_refuse();
    create trigger audit_checkpoints_not_emptied before truncate on audit_checkpoints
      for each statement execute function audit_refuse();
    create trigger audit_head_kept before delete on audit_head for each row execute function audit_refuse();
    create trigger audit_head_not_emptied before truncate on audit_head for each statement execute function audit_refuse();

    create function audit_hash(r audit_records) returns text language sql stable set search_path = public, pg_temp as $$
      select encode(sha256(convert_to(r.previous_hash || chr(10) || string_agg(
        coalesce(octet_length(text) || ':' || text, '-'), ',' order by position), 'UTF8')), 'hex')
      from unnest(array[
        r.seq::text, to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), r.id::text, r.kind, r.outcome,
        r.actor_id::text, r.subject_type, r.subject_id, r.address, r.user_agent, r.request_id, r.count::text,
        r.facts::text, r.before::text, r.after::text
      ]) with ordinality as columns (text, position)
    $$;

    create function audit_make_month(of_time timestamptz) returns void language plpgsql set search_path = public, pg_temp as $$
    declare
      month timestamp := date_trunc('month', of_time at time zone 'UTC');
      name text := 'audit_records_' || to_char(month, 'YYYY_MM');
    begin
      if to_regclass(name) is not null then return; end if;
      execute format('create table %I partition of audit_records for values from (%L) to (%L)',
        name, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
      execute format('create trigger %I before truncate on %I for each statement execute function audit_refuse()',
        name || '_not_emptied', name);
    end $$;

    create function audit_append(entries jsonb) returns void
      language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      head audit_head%rowtype;
      entry jsonb;
      r audit_records%rowtype;
    begin
      select * into strict head from audit_head for update;
      for entry in select value from jsonb_array_elements(entries) with ordinality order by ordinality loop
        r := jsonb_populate_record(null::audit_records, entry);
        r.seq := head.seq + 1;
        r.at := greatest(date_trunc('milliseconds', clock_timestamp()), head.at);
        r.previous_hash := head.hash;
        r.hash := audit_hash(r);
        perform audit_make_month(r.at);
        insert into audit_records select r.*;
        head.seq := r.seq;
        head.at := r.at;
        head.hash := r.hash;
      end loop;
      update audit_head set seq = head.seq, at = head.at, hash = head.hash;
    end $$;

    create function audit_prepare(months_ahead integer) returns void
      language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform 1 from audit_head for update;
      for n in 0..least(months_ahead, 12) loop
        perform audit_make_month(now() + n * interval '1 month');
      end loop;
    end $$;

    create function audit_drop_before(cutoff timestamptz) returns setof text
      language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      name text;
      last record;
    begin
      perform 1 from audit_head for update;
      for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'audit_records'::regclass
          and c.relname < 'audit_records_' || to_char(cutoff at time zone 'UTC', 'YYYY_MM')
        order by c.relname
      loop
        for last in execute format('select seq, hash from %I order by seq desc limit 1', name) loop
          insert into audit_checkpoints (seq, hash, months, dropped_at)
          values (last.seq, last.hash, name, date_trunc('milliseconds', clock_timestamp()));
        end loop;
        execute format('drop table %I', name);
        return next name;
      end loop;
    end $$;

    revoke execute on function audit_append(jsonb), audit_prepare(integer), audit_drop_before(timestamptz) from public;
    select audit_prepare(2);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop function audit_drop_before(timestamptz);
    drop function audit_prepare(integer);
    drop function audit_append(jsonb);
    drop function audit_make_month(timestamptz);
    drop function audit_hash(audit_records);
    drop table audit_checkpoints;
    drop table audit_head;
    drop table audit_records;
    drop function audit_refuse();
  `);
}
