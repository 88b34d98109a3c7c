-- What is on its way into the financial system, where it is and how likely it arrives before the cutoff; what was said
-- of each cutoff day by day, and what came of it.
set local search_path to throughline;

create table exposure_item (
    entity        text collate "C" not null,
    engagement    text collate "C" not null,
    stage         text collate "C" not null,
    cause         text collate "C" not null,
    currency      text collate "C" not null,
    minor         bigint not null,
    since         timestamptz not null,
    in_time       numeric not null,             -- how likely, from 0 to 1
    basis         int not null,                 -- how many that were there before this rests on
    missing_minor bigint not null
);
comment on table exposure_item is 'as the last look saw it; replaced whole';
create table exposure_look (
    only_one boolean primary key default true check (only_one),
    at       timestamptz not null
);

-- Said once for each day and never put right.
create table exposure_forecast (
    entity        text collate "C" not null,
    period        text collate "C" not null,
    currency      text collate "C" not null,
    day           date not null,
    deadline      timestamptz not null,
    said_at       timestamptz not null,
    exposed_minor bigint not null,
    missing_minor bigint not null,
    primary key (entity, period, currency, day)
);
comment on table exposure_forecast is 'what was expected to miss a billing cutoff, by the day on which it was said';
create table exposure_outcome (
    entity       text collate "C" not null,
    period       text collate "C" not null,
    currency     text collate "C" not null,
    missed_minor bigint not null,
    measured_at  timestamptz not null,
    primary key (entity, period, currency)
);
comment on table exposure_outcome is 'what missed it: entitled by work of the period and not in the ledger at the deadline';
