-- Claiming a write changes no column that an index looks at, so that PostgreSQL can keep the new version on the same
-- page and leave the indexes alone. What is open has not been concluded, and what was refused has a code.
set local search_path to throughline;

drop index action_open;
create index action_open on action (system, ordinal) where concluded_at is null;
drop index action_troubled;
create index action_refused on action (engagement) where code is not null;
-- Room on each page for the claims of the writes that are on it.
alter table action set (fillfactor = 50);
