-- Whoever sends us a message may follow it through systems by a trace of his own (W3C Trace Context). It is kept with the
-- message, and with what the message led to and leaves the house: so nothing has to be looked up when that is sent.
set local search_path to throughline;

alter table message add column trace uuid;
comment on column message.trace is 'as its sender calls it; without one, dedupe is the trace';
create index message_trace on message (trace) where trace is not null;
alter table action add column trace uuid;
comment on column action.trace is 'of the message, or of the occasion, for which it was planned last';
alter table publication add column trace uuid;
