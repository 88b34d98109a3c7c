-- What carrying effects out and publishing milestones need beside the journal.
set local search_path to throughline;

-- Calls that a system still allows, as bucket4j keeps them: one row per system, since a vendor's limit
-- is per account and shared by all nodes.
create table budget (
    id         text collate "C" primary key,
    state      bytea,
    expires_at bigint
) with (fillfactor = 50);

-- How far each poll has come. Moved only after what was read is durable.
create table watermark (
    system    text collate "C" not null,
    type      text collate "C" not null,
    watermark text not null,
    polled_at timestamptz not null,
    primary key (system, type)
) with (fillfactor = 50);

-- Of db-scheduler: what runs again and again, once over all nodes.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);

-- The transaction of each publication gives the order in which they became final: numbers are given
-- before a transaction ends, so a reader who went by them alone would miss what ended late.
alter table publication add column tx xid8 not null default pg_current_xact_id();
drop index publication_order;
create index publication_order on publication (tx, position);

create table subscription (
    id             text collate "C" primary key,
    url            text not null,
    secrets        text[] not null,              -- references, never secrets
    types          text[] not null,
    state          text not null default 'active' check (state in ('active', 'disabled')),
    cursor_tx       xid8 not null,
    cursor_position bigint not null,
    holder         text,
    held_until     timestamptz,
    failures       int not null default 0,
    failing_since  timestamptz,
    last_failure   text,
    next_attempt   timestamptz not null default now()
) with (fillfactor = 50);
comment on table subscription is 'who hears of milestones by webhook, and how far each has heard';

-- What a subscriber did not take. Later milestones of the same subject wait behind it; others go on.
create table redelivery (
    subscription text collate "C" not null references subscription on delete cascade,
    tx           xid8 not null,
    position     bigint not null,
    subject      text collate "C" not null,
    attempts     int not null default 0,
    next_attempt timestamptz not null,
    primary key (subscription, position)
);
create index redelivery_subject on redelivery (subscription, subject, tx, position);

-- Something technical that failed and needs an operator; the same again only counts.
create table incident (
    area      text collate "C" not null,
    subject   text collate "C" not null,
    code      text collate "C" not null,
    sentence  text not null,
    seen      int not null default 1,
    opened_at timestamptz not null default now(),
    last_at   timestamptz not null default now(),
    closed_at timestamptz,
    primary key (area, subject, code)
);
comment on table incident is 'technical failures for operators, never shown to the business';
