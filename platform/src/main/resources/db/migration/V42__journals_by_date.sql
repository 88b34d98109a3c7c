-- A month's end asks for the journals of its days: they are dated in what was written, and few beside all writes.
create index action_journal on action (((body::jsonb ->> 'date') collate "C")) where kind = 'POST_JOURNAL';
