-- The books added up ahead of questions. Whoever writes postings writes nothing here: one job adds up what each
-- engagement posted since it was there last, and whoever asks adds what the job has not seen yet. An engagement has
-- one writer, so its sequence says exactly how far that is. All of it can be made anew from the postings at any time.
set local search_path to throughline;

create table totals (
    happening text collate "C" not null,
    currency  text collate "C" not null,
    effective date not null,
    origin    text collate "C" not null,
    increases numeric not null,                 -- minor units: the sum of what is positive
    decreases numeric not null,                 -- the sum of what is negative
    primary key (happening, currency, effective, origin)
) with (fillfactor = 50);
comment on table totals is 'the books of all engagements together, as far as they are added up';

-- What gave the right to bill and what consumed it, for whoever asks how old is what is left.
create table totals_lot (
    engagement text collate "C" not null,
    line       text collate "C" not null,
    currency   text collate "C" not null,
    effective  date not null,
    entitled   numeric,                         -- null on a day on which nothing gave a right
    consumed   numeric not null,
    primary key (engagement, line, currency, effective)
) with (fillfactor = 80);
comment on table totals_lot is 'entitlements of lines by day and what consumed them, as far as they are added up';

create table totals_place (
    engagement text collate "C" primary key,
    sequence   bigint not null,                 -- of its last event whose postings are added up
    currencies text[] not null,                 -- of its postings so far
    booked     text[] not null                  -- of its contract value so far
) with (fillfactor = 70);
comment on table totals_place is 'how far the books of each engagement are added up';
create index totals_place_several on totals_place (engagement) where cardinality(currencies) > 1;

-- Engagements that went on since.
create view totals_behind as
select e.id as engagement, coalesce(p.sequence, 0) as added, e.sequence
from engagement e left join totals_place p on p.engagement = e.id
where e.sequence > coalesce(p.sequence, 0);
