-- Lists of exceptions leave out deadlines that hang on a clock that stands still: those are few, and found at once.
set local search_path to throughline;

create index clock_paused on clock (engagement, due) where paused_since is not null;
