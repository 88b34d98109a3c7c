-- What people are told outside of the console: once each, and how far each message came.
set local search_path to throughline;

create table notice (
    id         bigint generated always as identity primary key,
    owner      text collate "C" not null,
    address    text collate "C" not null,
    subject    text not null,
    body       text not null,
    matters    int not null,
    state      text collate "C" not null default 'planned'
        check (state in ('planned', 'sending', 'sent', 'unclear', 'refused')),
    planned_at timestamptz not null,
    claimed_by text collate "C",
    tried_at   timestamptz,
    attempts   int not null default 0,
    next_try   timestamptz not null,
    sentence   text not null default '',
    mentioned  boolean not null default false   -- an unclear one: the next message says so
);
comment on table notice is 'messages to people, each sent at most once';
create index notice_open on notice (next_try) where state in ('planned', 'sending');
create index notice_address on notice (address, planned_at desc);

create table notice_told (
    level   text collate "C" not null,
    subject text collate "C" not null,
    notice  bigint,                              -- null: nobody is named who would be told
    at      timestamptz not null,
    primary key (level, subject)
);
comment on table notice_told is 'what was told, so that it is told once';
