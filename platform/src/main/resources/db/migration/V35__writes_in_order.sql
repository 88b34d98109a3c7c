-- Who looks at what is not done looks at its first page: the order stands beside the key, so that no write beyond that
-- page is read.
alter table under_way
    add column due timestamptz,
    add column at_stake_minor bigint;
update under_way u set due = a.due, at_stake_minor = a.at_stake_minor from action a where a.key = u.key;
