-- Of one record, whoever decided a message saw a version until one moment: however many told it of the newer one.
delete from unseen u using unseen earlier
where earlier.message_id = u.message_id and earlier.watcher = u.watcher and earlier.system = u.system
    and earlier.type = u.type and earlier.external_id = u.external_id and earlier.seen = u.seen
    and earlier.until < u.until;
alter table unseen drop constraint unseen_pkey;
alter table unseen add primary key (message_id, watcher, system, type, external_id, seen);
