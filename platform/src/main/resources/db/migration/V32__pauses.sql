-- A clock stands still while others have to do something first.
set local search_path to throughline;

alter table clock
    add column paused_since timestamptz,       -- set while it stands still
    add column paused_for   text[],            -- the names of the pauses that hold
    add column stood_micros bigint not null default 0;  -- of business, by which it was moved
