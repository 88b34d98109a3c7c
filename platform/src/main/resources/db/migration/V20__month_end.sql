-- What a month's end looks at: whether the books hold, and whose terms changed after they were told to others.
set local search_path to throughline;

create table books_check (
    ordinal  smallint not null,
    name     text collate "C" primary key,
    formula  text not null,
    checked  bigint not null,
    failures bigint not null,
    examples text[] not null,
    at       timestamptz not null
);
comment on table books_check is 'what the last look at the identities of the books came to';

create index event_of_changed_terms on event (engagement, sequence)
    where type in ('contract-amended/v1', 'amendment-revoked/v1');
