-- Somebody who asks for an invoice says its key, its number or its id in the financial system: each is looked up by an
-- index, since a search among all writes takes longer with every year. What the system decided stands in a table of its
-- own, so that the end of a write still changes no column that an index of all writes looks at. Hashes, since what a
-- vendor calls a number may be longer than an ordered index takes.
create index action_invoice on action using hash (natural_key) where kind = 'POST_INVOICE';

create table invoice_name (
    action text collate "C" not null,   -- key of the write that posted it
    kind   text collate "C" not null check (kind in ('id', 'number')),
    name   text collate "C" not null,   -- in the system that it was posted to
    primary key (action, kind)
);
comment on table invoice_name is 'what invoices are called where they were posted';
create index invoice_name_name on invoice_name using hash (name);

-- What a system said is a text of its own: one that cannot be read has no number, and keeps no write from ending.
create function number_of(facts text) returns text
    language sql immutable parallel safe
    return case when pg_input_is_valid(facts, 'jsonb') then facts::jsonb ->> 'number' end;

insert into invoice_name (action, kind, name)
select a.key, n.kind, n.name
from action a cross join lateral
    (values ('id', a.external_id), ('number', number_of(a.facts))) n(kind, name)
where a.kind = 'POST_INVOICE' and n.name is not null;
