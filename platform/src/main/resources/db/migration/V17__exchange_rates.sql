-- Rates of exchange as they were published, and when we learned of each: a rate that is published later, or put right,
-- is one more row, so that a figure as known at an instant is translated as it was then.
set local search_path to throughline;

create table exchange_rate (
    system     text collate "C" not null,
    type       text collate "C" not null,
    currency   text collate "C" not null,
    day        date not null,
    known      timestamptz not null,
    base       text collate "C" not null,       -- of which one unit is worth the rate
    rate       numeric,                         -- null: nothing is published of this day any more
    message_id bigint not null,                 -- the raw message that says so
    primary key (system, type, currency, day, known)
);
comment on table exchange_rate is 'rates of exchange as published, append-only';
