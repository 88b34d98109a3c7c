-- What is provided for losses that contracts are expected to bring: an expense, and the provision that it makes.
set local search_path to throughline;

insert into happening_leg (happening, account, side) values
    ('loss-provided', 'expected-loss', 1), ('loss-provided', 'loss-provision', -1);
