-- Whoever made a token has held its secret, so what is done with it may have been done by that person. Of tokens that
-- were made before, the audit log says who it was; one that it does not tell of holds no longer.
set local search_path to throughline;

alter table service_token add column maker text collate "C";
update service_token t
set maker = case when a.through like '%command line by %' then split_part(a.through, ' by ', 2) else a.who end
from audit a where a.what = 'token-made' and a.subject = 'token ' || t.id;
update service_token set revoked_at = now() where maker is null and revoked_at is null;
alter table service_token add constraint service_token_made_by_somebody
    check (maker is not null or revoked_at is not null);
comment on column service_token.maker is 'the login of the human being who made it';
