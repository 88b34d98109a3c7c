-- What one person wants and another must agree to, and answers that a caller who asks twice gets again.
set local search_path to throughline;

create table approval_request (
    id            bigint generated always as identity primary key,
    kind          text collate "C" not null,
    subject       text collate "C" not null,    -- an engagement, a release, ...
    title         text not null,
    will_happen   text[] not null,              -- line by line, as the approver reads it
    instruction   text not null,                -- as the kind needs it to carry it out
    content_hash  text collate "C" not null,    -- of all of that: an approval holds for exactly this
    unit          text,
    entity        text,
    currency      text,
    minor         bigint,
    roles         text[] not null,              -- one of them must approve; empty: anybody who may decide
    reason        text not null,
    requested_by  text not null,
    requested_login text not null,
    requested_human text not null,              -- who really asked, when somebody else acted for them
    requested_at  timestamptz not null,
    state         text not null default 'open'
        check (state in ('open', 'approved', 'refused', 'withdrawn', 'void')),
    decided_by    text,
    decided_at    timestamptz,
    decided_why   text
);
comment on table approval_request is 'four eyes: what was asked for, what exactly would happen, and what was answered';
create unique index approval_request_once on approval_request (kind, subject, content_hash) where state = 'open';
create index approval_request_open on approval_request (requested_at) where state = 'open';

create table idempotent_answer (
    who     text collate "C" not null,
    key     text collate "C" not null,
    request bytea not null,                     -- hash of what was asked
    answer  text,
    at      timestamptz not null,
    primary key (who, key)
);
comment on table idempotent_answer is 'answers by the key of the request, so that asking twice does once';
