-- What arrives is compared with what was declared of it, beside the way on which it is acknowledged and decided.
set local search_path to throughline;

-- How far that has come: every message up to this one was counted once, in the transaction that moved this.
create table drift_progress (
    only_one   boolean primary key default true check (only_one),
    message_id bigint not null
);
insert into drift_progress (message_id) values (0);

-- How many records of a type came in a week, by the contract that they were held against.
create table drift_week (
    system   text collate "C" not null,
    type     text collate "C" not null,
    week     date not null,                     -- its Monday, in UTC
    contract text collate "C" not null,         -- the first characters of the hash of what it describes
    records  bigint not null,
    primary key (system, type, week, contract)
);
comment on table drift_week is 'records compared with their contract, by week';

-- How many of them had no value in a field that a mapping reads.
create table drift_absent (
    system   text collate "C" not null,
    type     text collate "C" not null,
    week     date not null,
    contract text collate "C" not null,
    path     text collate "C" not null,
    records  bigint not null,
    primary key (system, type, week, contract, path)
);

-- What deviated. Which example is kept does not depend on the order in which records came: the one of the lowest number.
create table drift_found (
    system   text collate "C" not null,
    type     text collate "C" not null,
    week     date not null,
    contract text collate "C" not null,
    path     text collate "C" not null,
    class    text collate "C" not null,
    value    text collate "C" not null,         -- the type or the value that was seen; for fields that are there or not, nothing
    expected text not null,
    policy   text collate "C" not null check (policy in ('accept', 'warn', 'park', 'stop')),
    records  bigint not null,
    example  bigint not null,                   -- a message
    primary key (system, type, week, contract, path, class, value)
);
comment on table drift_found is 'what arrived otherwise than declared, by week';

-- Whoever owns what deviated is told once.
create table drift_told (
    system   text collate "C" not null,
    type     text collate "C" not null,
    contract text collate "C" not null,
    path     text collate "C" not null,
    class    text collate "C" not null,
    value    text collate "C" not null,
    told_at  timestamptz not null,
    primary key (system, type, contract, path, class, value)
);

-- What a person accepted, until another contract is in force.
create table drift_accepted (
    system   text collate "C" not null,
    type     text collate "C" not null,
    contract text collate "C" not null,
    path     text collate "C" not null,
    class    text collate "C" not null,
    value    text collate "C" not null,
    by       text not null,
    why      text not null,
    at       timestamptz not null,
    primary key (system, type, contract, path, class, value)
);

-- All records of these types wait, until what deviated is accepted or another contract is in force.
create table drift_stop (
    system   text collate "C" not null,
    type     text collate "C" not null,
    contract text collate "C" not null,
    since    timestamptz not null,
    because  text not null,
    primary key (system, type, contract)
);
