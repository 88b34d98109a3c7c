-- Who may see and do what, how they prove who they are, and who did what: kept with the installation, so that a
-- home needs no directory of people beside it.
set local search_path to throughline;

create table person (
    login      text collate "C" primary key,
    name       text not null unique,            -- as decisions and the landscape's tables write it
    roles      text[] not null,                 -- ours, and those that the landscape's gates and tables name
    units      text[] not null,                 -- * for all
    entities   text[] not null,                 -- * for all
    password   text,                            -- encoded; null when there is none to sign in with
    os_user    text unique,                     -- whose commands on this home are this person's
    subject    text unique,                     -- what the OpenID provider calls this person
    active     boolean not null default true,
    created_at timestamptz not null default now()
);
comment on table person is 'who may see and decide here';

-- Failed sign-ins in a row, for names that exist and names that do not alike.
create table sign_in (
    login        text collate "C" primary key,
    failures     int not null default 0,
    locked_until timestamptz not null default '-infinity',
    last_at      timestamptz not null default now()
);

-- The secret itself is shown once and kept nowhere; it is long and random, so one round of hashing is enough.
create table service_token (
    id         text collate "C" primary key,
    hash       bytea not null,
    name       text not null,
    owner      text collate "C" not null references person,
    roles      text[] not null,
    units      text[] not null,
    entities   text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
comment on table service_token is 'programs that act for a person, with less than that person may do';

-- Each row carries the hash of the row before it, so that none can be changed, removed or slipped in unnoticed.
create table audit (
    position  bigint primary key,
    at        timestamptz not null,
    who       text not null,
    through   text not null,                    -- console, api, command line, and on whose behalf
    what      text collate "C" not null,
    subject   text not null,
    why       text not null,
    before    text not null,
    after     text not null,
    hash      bytea not null
);
comment on table audit is 'who did what, when, why; a chain of hashes, append-only';
create index audit_subject on audit (subject, position desc);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is only ever added to';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
    execute function audit_is_append_only();

-- Whether something of a unit and an entity belongs to a part of the enterprise; what names no unit is seen by
-- those only who see all units.
create function in_scope(unit text, entity text, units text[], entities text[]) returns boolean
language sql immutable as $$
    select coalesce('*' = any(units) or unit = any(units), false)
        and ('*' = any(entities) or entity is null or entity = any(entities))
$$;
