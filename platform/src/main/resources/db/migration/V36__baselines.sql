-- What a rehearsal held the history against: the books, or what the release in force would have made of it from its
-- beginning. Earlier ones were all held against the books.
alter table rehearsal add column baseline text collate "C" not null default 'books'
    check (baseline in ('books', 'beginning'));
alter table rehearsed_engagement add column onward boolean not null default false; -- told from where it stands now
