-- What people do about exceptions beside deciding, and repairs of one cause in many places.
set local search_path to throughline;

create table exception_care (
    engagement       text collate "C" not null,
    key              text collate "C" not null,
    assignee         text not null default '',
    snoozed_until    date,                       -- until this day
    snoozed_sequence bigint,                     -- until the engagement learns something after this event
    version          bigint not null default 1,
    primary key (engagement, key)
);
comment on table exception_care is 'who looks after an exception, and until when nobody need';

create table exception_comment (
    id         bigint generated always as identity primary key,
    engagement text collate "C" not null,
    key        text collate "C" not null,
    by         text not null,
    at         timestamptz not null,
    text       text not null
);
create index exception_comment_of on exception_comment (engagement, key, id);

create table repair (
    id          bigint generated always as identity primary key,
    fingerprint text collate "C" not null,
    reason      text not null,
    by          text not null,
    login       text collate "C" not null,
    at          timestamptz not null
);
comment on table repair is 'one cause mended in many places by one person';

create table repair_case (
    repair          bigint not null references repair,
    engagement      text collate "C" not null,
    key             text collate "C" not null,
    opened_sequence bigint not null,
    outcome         text collate "C" not null check (outcome in ('decided', 'requested', 'refused')),
    number          bigint,                      -- of the decision, or of the request
    sentence        text not null,               -- why it was refused
    at              timestamptz not null,
    primary key (repair, engagement, key)
);

-- A finding that was told anew with other content stood twice, and its money with it.
update exception_item older set closed = newer.opened, closed_why = 'told anew'
from exception_item newer
where newer.engagement = older.engagement and newer.key = older.key and older.closed is null
    and newer.opened_sequence = (select min(n.opened_sequence) from exception_item n
        where n.engagement = older.engagement and n.key = older.key
            and n.opened_sequence > older.opened_sequence);
