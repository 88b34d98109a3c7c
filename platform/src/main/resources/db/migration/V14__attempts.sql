-- Attempts at a write that did not simply succeed, so that a person who looks into one sees what was tried and what the
-- system said. The newest 32 of each write are kept: one that fails for a day must not fill the disk.
set local search_path to throughline;

create table attempt (
    key      text collate "C" not null,
    slot     smallint not null,                 -- its number, modulo 32
    number   int not null,
    at       timestamptz not null,
    ended    text collate "C" not null check (ended in ('not-done', 'in-doubt')),
    sentence text not null,
    next     timestamptz not null,
    primary key (key, slot)
);
comment on table attempt is 'attempts at writes that did not simply succeed: the newest 32 of each';
