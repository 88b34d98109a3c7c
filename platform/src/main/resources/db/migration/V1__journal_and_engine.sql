-- The one schema of an installation: what came in, what was decided, the books, what is to be sent.
-- Keys compare bytewise (collate "C"): they are names, never sorted for people, and locales are slow.
-- Payloads are text or bytea, not jsonb: they are written far more often than they are searched.

create schema if not exists throughline;
set local search_path to throughline;

-- ---------------------------------------------------------------------------------------------- intake

-- Every raw message ever taken in, once. Nothing is ever changed or deleted here: translating anew,
-- explaining and rehearsing all read these bytes.
create table message (
    id          bigint generated always as identity primary key,
    system      text collate "C" not null,
    type        text collate "C" not null,
    external_id text collate "C" not null,
    version     text collate "C",               -- as the source states it; null when it states none
    source      text collate "C" not null,      -- webhook, poll, file
    origin      text not null,                  -- where a person finds it: file and line, webhook id, poll
    received_at timestamptz not null,
    dedupe      uuid not null unique,           -- hash of system, type, external id, and version or content
    body        bytea not null
);
comment on table message is 'raw messages as received, append-only, deduplicated';
create index message_record on message (system, type, external_id);

-- What is not decided yet. A row goes away in the very transaction that holds what its message caused.
-- No foreign key: checking it would lock and rewrite a message row for each insert.
create table inbox (
    message_id bigint primary key,
    partition  smallint not null
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000);
comment on table inbox is 'messages that wait for the engine';

-- What cannot be decided: it waits for other records, is faulty, or made the engine fail (an incident).
create table parked (
    message_id bigint primary key,
    code       text collate "C" not null,
    sentence   text not null,
    waits_for  text[] not null,                 -- record keys as system:type:id; empty: for a person
    incident   boolean not null,                -- technical: for operators, not for the business
    attempts   int not null,
    since      timestamptz not null
);
comment on table parked is 'messages that cannot be decided yet, with the reason';
create index parked_waits_for on parked using gin (waits_for);

-- The newest version of every record, translated: for lookups, for comparing versions, for taking back.
create table record (
    system            text collate "C" not null,
    type              text collate "C" not null,
    external_id       text collate "C" not null,
    version           text collate "C",
    message_id        bigint not null,
    engagement        text collate "C",         -- null for master data
    sequence          bigint not null,          -- of the engagement, when this version took effect
    approved_sequence bigint,                   -- of the TimeApproved in force for this unit
    canonical         bytea not null,
    primary key (system, type, external_id)
) with (fillfactor = 90);
comment on table record is 'newest translated version of each record';

-- Which engagement an object of an outside system belongs to.
create table identity (
    system      text collate "C" not null,
    type        text collate "C" not null,
    external_id text collate "C" not null,
    engagement  text collate "C" not null,
    primary key (system, type, external_id)
);
create index identity_engagement on identity (engagement);

-- What rests on another record, or on its absence: a message that was translated with its help, or an
-- engagement that refers to it. When the newest message of that record is no longer the one that was
-- seen, they are told. Comparing the two finds what a crash left undone.
create table watch (
    system      text collate "C" not null,      -- of the watched record
    type        text collate "C" not null,
    external_id text collate "C" not null,
    watcher     text collate "C" not null,      -- record key or engagement
    message_id  bigint not null,                -- to translate again; 0 when an engagement is told
    seen        bigint not null,                -- the watched record's message; 0 when there was none
    primary key (system, type, external_id, watcher)
);

-- ---------------------------------------------------------------------------------------------- journal

-- Everything that happened. Append-only; the state of an engagement is the fold of its rows.
create table event (
    engagement    text collate "C" not null,
    sequence      bigint not null,
    type          text collate "C" not null,    -- ours: deal-observed/v1
    release       text collate "C" not null,    -- under which it was decided: first 12 of the hash
    known         timestamptz not null,
    cause_message bigint,                       -- the raw message that led here
    cause         text,                         -- otherwise: decision, clock, action
    payload       bytea not null,
    primary key (engagement, sequence)
);
comment on table event is 'the journal, append-only';

-- One row per engagement for lists, search and metrics; kept by the engine with every batch.
create table engagement (
    id            text collate "C" primary key,
    partition     smallint not null,
    kind          text collate "C" not null,    -- deal, person
    sequence      bigint not null,
    name          text not null,
    customer      text collate "C",             -- record key of the customer
    customer_name text,
    stage         text collate "C",             -- open, won, lost: as the commercial system says
    status        text collate "C" not null,    -- open, lost, blocked, contracted, active, cancelled, person
    unit          text collate "C",
    legal_entity  text collate "C",
    currency      text collate "C",
    price_minor   bigint,                       -- committed price of the terms; else the deal's amount
    close_date    date,
    booked_on     date,
    attributes    jsonb not null,               -- dimensions that metrics can be cut by
    next_wake     date,                         -- first day on which the calendar alone changes something
    release       text collate "C" not null,    -- the last one that it was decided under
    created_at    timestamptz not null,
    updated_at    timestamptz not null
) with (fillfactor = 70);
comment on table engagement is 'read model: where each engagement stands';
create index engagement_wake on engagement (next_wake) where next_wake is not null;
create index engagement_newest on engagement (created_at desc);

-- A shortcut through long journals: state at a sequence, so that loading reads only the tail.
create table snapshot (
    engagement text collate "C" primary key,
    sequence   bigint not null,
    format     smallint not null,               -- of the state's text; others are ignored
    state      bytea storage external not null   -- compressing it costs more than it saves
) with (fillfactor = 70);

-- ---------------------------------------------------------------------------------------------- books

-- One row is one happening with one amount; its balanced legs follow from happening_leg.
create table posting (
    engagement text collate "C" not null,
    sequence   bigint not null,
    ordinal    smallint not null,
    happening  text collate "C" not null,       -- booked, invoice-posted, ...
    line       text collate "C" not null,
    currency   text collate "C" not null,
    minor      bigint not null,
    effective  date not null,
    document   text collate "C" not null,
    known      timestamptz not null,
    primary key (engagement, sequence, ordinal)
);
comment on table posting is 'the books, append-only; read them through the view ledger';

create table measure (
    engagement text collate "C" not null,
    sequence   bigint not null,
    ordinal    smallint not null,
    kind       text collate "C" not null,       -- hours-worked, hours-billable, hours-available
    line       text collate "C" not null,
    hours      numeric(18, 6) not null,
    effective  date not null,
    person     text collate "C" not null,
    known      timestamptz not null,
    primary key (engagement, sequence, ordinal)
);
comment on table measure is 'quantities that are no money, append-only';

-- Which accounts a happening moves; a test holds it to the enum in the core.
create table happening_leg (
    happening text collate "C" not null,
    account   text collate "C" not null,
    side      smallint not null check (side in (-1, 1)),    -- 1 debit, -1 credit
    primary key (happening, account, side)
);
insert into happening_leg (happening, account, side) values
    ('booked', 'backlog-billing', 1), ('booked', 'contract-value-billing', -1),
    ('booked', 'backlog-revenue', 1), ('booked', 'contract-value-revenue', -1),
    ('soft-booked', 'backlog-billing', 1), ('soft-booked', 'contract-value-billing', -1),
    ('soft-booked', 'backlog-revenue', 1), ('soft-booked', 'contract-value-revenue', -1),
    ('entitlement', 'unbilled', 1), ('entitlement', 'entitled', -1),
    ('write-off', 'written-off', 1), ('write-off', 'unbilled', -1),
    ('invoice-posted', 'receivable', 1), ('invoice-posted', 'contract-position', -1),
    ('invoice-posted', 'billed', 1), ('invoice-posted', 'backlog-billing', -1),
    ('invoice-posted', 'entitlement-billed', 1), ('invoice-posted', 'unbilled', -1),
    ('credit-posted', 'contract-position', 1), ('credit-posted', 'receivable', -1),
    ('credit-posted', 'backlog-billing', 1), ('credit-posted', 'billed', -1),
    ('credit-posted', 'unbilled', 1), ('credit-posted', 'entitlement-billed', -1),
    ('revenue-recognized', 'contract-position', 1), ('revenue-recognized', 'revenue', -1),
    ('revenue-recognized', 'earned', 1), ('revenue-recognized', 'backlog-revenue', -1),
    ('payment', 'cash', 1), ('payment', 'receivable', -1),
    ('work-cost', 'cost', 1), ('work-cost', 'cost-absorbed', -1);

-- The books account by account: debits positive, credits negative.
create view ledger as
select p.engagement, p.sequence, p.ordinal, l.account, l.side * p.minor as minor, l.side, p.currency,
       p.happening, p.line, p.effective, p.document, p.known
from posting p join happening_leg l on l.happening = p.happening;

-- ---------------------------------------------------------------------------------------------- effects

-- One idempotent write to one system. The engine plans and concludes; dispatch does what lies between.
create table action (
    key               text collate "C" primary key,
    ordinal           bigint generated always as identity,
    engagement        text collate "C" not null,
    system            text collate "C" not null,
    kind              text collate "C" not null,    -- CREATE_CUSTOMER, ...
    natural_key       text collate "C" not null,
    body              text not null,                -- JSON
    depends_on        text[] not null,
    at_stake_currency text collate "C",
    at_stake_minor    bigint,
    due               timestamptz,
    status            text collate "C" not null
        check (status in ('planned', 'sent', 'confirmed', 'rejected', 'ambiguous', 'withdrawn')),
    attempts          int not null default 0,
    next_attempt      timestamptz,
    sent_at           timestamptz,
    external_id       text collate "C",
    facts             text,                         -- JSON: what the system decided itself
    code              text collate "C",
    sentence          text,
    planned_at        timestamptz not null,
    concluded_at      timestamptz
) with (fillfactor = 70);
comment on table action is 'writes to outside systems and what became of them';
-- Open ones are few however long the history is: the lanes look at nothing else.
create index action_open on action (system, ordinal) where status in ('planned', 'sent');
create index action_troubled on action (status) where status in ('rejected', 'ambiguous');
create index action_engagement on action (engagement);

create table exception_item (
    engagement        text collate "C" not null,
    key               text collate "C" not null,
    opened_sequence   bigint not null,
    code              text collate "C" not null,
    sentence          text not null,
    facts             jsonb not null,
    at_stake_currency text collate "C",
    at_stake_minor    bigint,
    owner             text not null,
    fingerprint       text collate "C" not null,
    due               timestamptz,
    opened            timestamptz not null,
    closed            timestamptz,
    closed_why        text,
    primary key (engagement, key, opened_sequence)
);
comment on table exception_item is 'what a person in the business must decide or mend';
create index exception_open on exception_item (fingerprint) where closed is null;

create table clock (
    engagement        text collate "C" not null,
    clock             text collate "C" not null,
    started_sequence  bigint not null,
    started           timestamptz not null,
    due               timestamptz not null,
    at_stake_currency text collate "C",
    at_stake_minor    bigint,
    stopped           timestamptz,
    met               boolean,
    primary key (engagement, clock, started_sequence)
);
create index clock_running on clock (due) where stopped is null;

-- Business milestones for the outside world; one subscriber's cursor runs along position.
create table publication (
    position   bigint generated always as identity,
    id         text collate "C" primary key,
    type       text collate "C" not null,
    subject    text collate "C" not null,
    time       timestamptz not null,
    data       text not null                        -- JSON
);
create index publication_order on publication (position);

-- ---------------------------------------------------------------------------------------------- running

-- What people decided, before the engine took it in and for ever after.
create table decision (
    id         bigint generated always as identity primary key,
    engagement text collate "C" not null,
    partition  smallint not null,
    verdict    bytea not null,
    by         text not null,
    at         timestamptz not null,
    taken_at   timestamptz
);
create index decision_open on decision (partition, id) where taken_at is null;
create index decision_engagement on decision (engagement);

-- Who works on which partition. Every transaction that writes for a partition holds its row and checks
-- the epoch, so a holder that slept through the end of its lease cannot write.
create table lease (
    partition smallint primary key,
    holder    text,
    epoch     bigint not null default 0,
    until     timestamptz not null default '-infinity'
) with (fillfactor = 10);
insert into lease (partition) select generate_series(0, 15);

-- Who is alive, so that the partitions can be shared out evenly.
create table node (
    id    text collate "C" primary key,         -- host, process and a random part
    until timestamptz not null
);

-- Every landscape that anything was decided under.
create table release (
    id         text collate "C" primary key,     -- first 12 of the hash
    hash       text collate "C" not null,
    name       text not null,
    files      bytea not null,                   -- zip of the landscape's files
    applied_at timestamptz not null
);
comment on table release is 'landscapes as they were when they were applied; newest applied_at is in force';
