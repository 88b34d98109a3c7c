-- Engagements that stand exactly where a release brings them when it decides their whole history, as a rehearsal found.
-- A rehearsal after a change-over needs not derive what is in force of these. It is a memory and no fact: a row counts
-- only while the print of all that was decided is the same, and whoever deletes rows makes nothing but work.
create table proven (
    release    text collate "C" not null,       -- its whole hash
    engagement text collate "C" not null,
    print      text collate "C" not null,       -- of all that reached it, how it stands, and the code that decided
    primary key (release, engagement)
);
-- A print of the code that computed a rehearsal; empty for those made before it was noted. No change-over rests on what
-- other code found.
alter table rehearsal add column code text collate "C" not null default '';
