-- Milestones go to topics of brokers too, and subscribers choose how events are laid out.
set local search_path to throughline;

-- How far each topic has been told. Moved only after the broker has everything before it; held by one node at a time.
create table topic (
    name            text collate "C" primary key,    -- the system that is the broker, a slash, the topic
    cursor_tx       xid8 not null default '0',
    cursor_position bigint not null default 0,
    holder          text,
    held_until      timestamptz
) with (fillfactor = 50);
comment on table topic is 'topics that milestones are told to, and how far each has come';

alter table subscription add column mode text not null default 'structured'
    check (mode in ('structured', 'binary'));
