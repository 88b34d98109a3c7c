-- Who claimed a write for sending: when that process is gone, nobody needs to wait for its claim to run out.
set local search_path to throughline;

alter table action add column claimed_by text;
