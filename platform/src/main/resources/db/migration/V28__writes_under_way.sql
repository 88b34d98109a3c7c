-- What has not ended is kept in a table of its own and no longer in an index over all writes: with it, the end of a
-- write changed a column that an index looked at, so PostgreSQL had to enter the row anew in every index of the table.
set local search_path to throughline;

create table under_way (
    ordinal bigint primary key,
    system  text collate "C" not null,
    key     text collate "C" not null
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000);
comment on table under_way is 'writes that have not ended: few, however long the history is';

insert into under_way (ordinal, system, key)
select ordinal, system, key from action where concluded_at is null and status <> 'withdrawn';
drop index action_open;
