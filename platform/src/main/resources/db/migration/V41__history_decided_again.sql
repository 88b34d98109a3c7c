-- To which days the calendar was moved is asked of the whole journal whenever history is decided again.
create index event_of_a_day on event (cause, known) where cause like 'clock %';

-- And so are the messages of an engagement's records, a few engagements at a time. What was approved is among them.
create index record_of_engagement on record (engagement) include (message_id) where engagement is not null;
drop index record_approved;
