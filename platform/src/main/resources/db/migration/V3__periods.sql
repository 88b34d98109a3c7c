-- A posting that belongs to a closed accounting period lands in the first open one and says so.
set local search_path to throughline;

alter table posting add column belongs_to text collate "C" not null default '';
comment on column posting.belongs_to is
    'the accounting period that it belongs to, where that one did not simply take it';

create or replace view ledger as
select p.engagement, p.sequence, p.ordinal, l.account, l.side * p.minor as minor, l.side, p.currency,
       p.happening, p.line, p.effective, p.document, p.known, p.belongs_to
from posting p join happening_leg l on l.happening = p.happening;
