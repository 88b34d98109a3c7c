-- Every write that a person must look at has a code, not only a refused one: lists of what is not done find them by the
-- index of codes, however long the history of what is done has become.
set local search_path to throughline;

update action set code = status where status in ('ambiguous', 'cancelled') and code is null;
