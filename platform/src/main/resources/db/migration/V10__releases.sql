-- Releases go through a life, are rehearsed on the firm's own history, and are put in force by one row.
set local search_path to throughline;

alter table release add column author text not null default 'installation';
-- Who really made it, when an administrator acted for the author.
alter table release add column human text not null default 'installation';
alter table release add column reason text not null default '';
alter table release add column parent text collate "C";
alter table release add column made_at timestamptz not null default now();
-- A release that is being put in force unit by unit: these units decide under one, all others under another.
alter table release add column staged_from text collate "C";
alter table release add column staged_to text collate "C";
alter table release add column staged_units text[];
comment on table release is 'landscapes, immutable and hashed by content, with all their files';

-- What became of a release, step by step. Append-only: where it stands is its newest step.
create table release_step (
    id        bigint generated always as identity primary key,
    release   text collate "C" not null references release,
    step      text collate "C" not null
        check (step in ('draft', 'planned', 'rehearsed', 'approved', 'active', 'retired')),
    hash      text collate "C" not null,        -- of the content that the step is about
    at        timestamptz not null,
    by        text not null,
    human     text not null default '',         -- who really did it, when somebody acted for them
    why       text not null default '',
    rehearsal bigint
);
create index release_step_release on release_step (release, id);

-- What is in force: the newest row. One row is one change-over, so that nothing is ever in force by half.
-- Each says which one it follows, and no two follow the same: of two people at once one is refused.
create table activation (
    id        bigint generated always as identity primary key,
    follows   bigint unique nulls not distinct references activation,
    release   text collate "C" not null references release,
    kind      text collate "C" not null check (kind in ('installed', 'staged', 'applied', 'rolled-back')),
    rehearsal bigint,
    at        timestamptz not null,
    by        text not null
);
insert into activation (follows, release, kind, at, by)
select null, id, 'installed', applied_at, 'installation' from release order by applied_at desc limit 1;
insert into release_step (release, step, hash, at, by, human)
select id, 'active', hash, applied_at, 'installation', 'installation' from release order by applied_at;
alter table release drop column applied_at;

-- The whole history decided again under a release, held against what was in force.
create table rehearsal (
    id          bigint generated always as identity primary key,
    release     text collate "C" not null references release,
    hash        text collate "C" not null,
    against     text collate "C" not null,
    scope       text not null,                  -- whole history, or the sample that was taken
    state       text collate "C" not null check (state in ('running', 'finished', 'cancelled', 'failed')),
    started_at  timestamptz not null,
    ended_at    timestamptz,
    by          text not null,
    seen        bigint not null,                -- the newest message there was
    engagements bigint not null default 0,
    steps       bigint not null default 0,
    events      bigint not null default 0,
    millis      bigint not null default 0,
    gate        text                            -- why it needs a second person; null: it does not
);
create table rehearsed_engagement (
    rehearsal    bigint not null references rehearsal on delete cascade,
    engagement   text collate "C" not null,
    name         text not null,
    unit         text not null,
    legal_entity text not null,
    primary key (rehearsal, engagement)
);
create table rehearsed_amount (
    rehearsal    bigint not null references rehearsal on delete cascade,
    engagement   text collate "C" not null,
    happening    text collate "C" not null,
    period       text collate "C" not null,
    currency     text collate "C" not null,
    before_minor bigint not null,
    after_minor  bigint not null,
    primary key (rehearsal, engagement, happening, period, currency)
);
create table rehearsed_attention (
    rehearsal  bigint not null references rehearsal on delete cascade,
    engagement text collate "C" not null,
    key        text collate "C" not null,
    change     text collate "C" not null,
    code       text collate "C" not null,
    sentence   text not null,
    currency   text collate "C",
    minor      bigint,
    primary key (rehearsal, engagement, key)
);
create table rehearsed_write (
    rehearsal    bigint not null references rehearsal on delete cascade,
    engagement   text collate "C" not null,
    purpose      text collate "C" not null,
    fate         text collate "C" not null,
    kind         text collate "C" not null,
    system       text collate "C" not null,
    currency     text collate "C",
    before_minor bigint,
    after_minor  bigint,
    says         text not null,
    primary key (rehearsal, engagement, purpose)
);

-- Engagements whose kept records are decided again under a release that was put in force. A row goes away in the
-- very transaction that puts its records into the inbox.
create table decide_again (
    release    text collate "C" not null,
    engagement text collate "C" not null,
    primary key (release, engagement)
);

-- What going back asks of the outside world, document by document, as it was shown to whoever agreed.
create table compensation (
    rehearsal  bigint not null references rehearsal on delete cascade,
    engagement text collate "C" not null,
    purpose    text collate "C" not null,
    treatment  text collate "C" not null check (treatment in ('credit', 'follows', 'cannot')),
    sentence   text not null,
    invoice    text collate "C" not null,
    currency   text collate "C",
    minor      bigint,
    ordered    bigint,                          -- the decision that ordered it; null: not carried out
    primary key (rehearsal, engagement, purpose)
);
