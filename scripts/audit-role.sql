-- A role for the application that can add to the audit log and read it, and nothing else with it. Run by the owner of the tables, after
-- every migration; the role exists already:  psql "$OWNER_URL" -v role=bikearea_app -f scripts/audit-role.sql
grant usage on schema public to :"role";
grant select, insert, update, delete on all tables in schema public to :"role";
grant usage, select on all sequences in schema public to :"role";
-- The months of the log are tables of their own.
select format('revoke insert, update, delete, truncate, references, trigger on %s from %I', c.oid::regclass, :'role')
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname like 'audit\_%' \gexec
grant execute on function audit_append(jsonb), audit_prepare(integer) to :"role";
