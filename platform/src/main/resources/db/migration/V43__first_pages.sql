-- The first pages of what is not done and of engagements are read from an index, not sorted out of all of them.
create index under_way_first on under_way (due, at_stake_minor desc nulls last, ordinal);
create index action_refused_first on action (due, at_stake_minor desc nulls last, ordinal) where code is not null;
drop index action_refused;
drop index engagement_newest;
create index engagement_newest on engagement (created_at desc nulls last, id);
-- What is looked for in a name, a customer or an id is looked for once, in a text that is in small letters already.
alter table engagement add column searched text collate "C"
    generated always as (lower((name || E'\n' || coalesce(customer_name, '') || E'\n' || id) collate "default")) stored;
