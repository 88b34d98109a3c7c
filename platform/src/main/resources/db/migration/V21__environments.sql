-- What a change-over was bound to of the outside world, so that a folder that is edited later moves nothing.
set local search_path to throughline;

alter table activation add column environment text not null default '';
-- Addresses of systems, references to secrets, limits. Never a secret itself.
alter table activation add column bound jsonb not null default '{}';
alter table activation drop constraint activation_kind_check;
alter table activation add constraint activation_kind_check
    check (kind in ('installed', 'staged', 'applied', 'rolled-back', 'bound'));
