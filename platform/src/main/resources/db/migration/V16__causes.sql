-- What made the books move, and why a figure is another one than before, stand with each posting: whoever makes it
-- knows the turn it is made in, and nobody has to find that out again.
set local search_path to throughline;

alter table posting add column origin text collate "C" not null default '';
alter table posting add column cause text collate "C" not null default '';
comment on column posting.origin is 'what made the books move: signed, changed, delivered, ...';
comment on column posting.cause is 'why past figures changed: late-time, change-order, ...; empty: not kept';

-- A record that was put back since another release is in force: what follows from it follows from the release.
alter table inbox add column again boolean not null default false;

-- For what was posted before: as it was found out until now. Why figures changed was not kept.
with told (type, origin, leads) as (values
    ('contract-booked/v1', 'signed', true), ('contract-amended/v1', 'changed', true),
    ('amendment-revoked/v1', 'changed', true), ('contract-cancelled/v1', 'cancelled', true),
    ('contract-reinstated/v1', 'cancelled', true), ('time-approved/v1', 'delivered', true),
    ('expense-counted/v1', 'delivered', true), ('usage-counted/v1', 'delivered', true),
    ('time-taken-back/v1', 'taken-back', true), ('milestone-accepted/v1', 'accepted', true),
    ('estimate-revised/v1', 'estimated', true), ('units-written-off/v1', 'given-up', true),
    ('charge-raised/v1', 'charged', false), ('invoice-posted/v1', 'invoiced', false),
    ('invoice-voided/v1', 'voided', false), ('credit-note-posted/v1', 'credited', false),
    ('payment-received/v1', 'paid', false), ('revenue-recognized/v1', 'earned', false),
    ('work-at-risk/v1', 'at-risk', false))
update posting p set origin = coalesce((
    select l.origin from event r join told l on l.type = r.type
    where (o.origin in ('earned', 'charged') and l.leads
            or o.origin in ('delivered', 'taken-back') and l.origin = 'changed')
        and r.engagement = p.engagement and r.sequence < p.sequence
        and r.sequence > p.sequence - 2000 and r.known = e.known
        and r.cause_message is not distinct from e.cause_message
        and r.cause is not distinct from e.cause
    order by r.sequence desc limit 1), o.origin)
from event e join told o on o.type = e.type
where e.engagement = p.engagement and e.sequence = p.sequence;
