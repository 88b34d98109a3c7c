-- A person can take a write back before it is sent. It is held back in the transaction in which that is decided, so that
-- nobody claims it any more, and counts as cancelled once the engagement has taken the decision in.
set local search_path to throughline;

alter table action drop constraint action_status_check;
alter table action add constraint action_status_check check (status in
    ('planned', 'held', 'sent', 'confirmed', 'rejected', 'ambiguous', 'cancelled', 'withdrawn'));
