-- How far each file was taken in, in the form in which it came last: the same again brings nothing new, while
-- another one may bring a record back to what it was before. And what mappings left aside, so that it can be counted.
set local search_path to throughline;

create table delivery (
    file  uuid primary key,                     -- hash of its system and name
    token uuid not null,                        -- hash of its content
    taken bigint not null                       -- records of it, from its beginning
);

create table ignored (
    message_id bigint primary key,
    reason     text not null
);
comment on table ignored is 'messages that a mapping said to leave aside, and why';
