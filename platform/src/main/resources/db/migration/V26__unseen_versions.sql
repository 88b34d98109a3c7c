-- Whoever decides a message looks other records up, and sees what was taken in by then; a newer version may have been
-- received already. Where that was so, it is kept which version was seen and until when, so that the history can be
-- decided again as it was.
alter table watch add column at timestamptz not null default now();     -- when it was seen

create table unseen (
    watcher     text collate "C" not null,      -- record key or engagement
    message_id  bigint not null,                -- that was translated; 0 when an engagement was told
    system      text collate "C" not null,      -- of the record that was looked up
    type        text collate "C" not null,
    external_id text collate "C" not null,
    seen        bigint not null,                -- its newest message that was seen; 0 when there was none
    until       timestamptz not null,
    primary key (message_id, watcher, system, type, external_id, until)
);
comment on table unseen is 'what was seen of records of which more had been received';
create index unseen_watcher on unseen (watcher) where message_id = 0;
