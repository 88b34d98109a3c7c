-- What changes of terms move: the price among the lines of a contract, and what work on changes that are not in force
-- would be worth.
set local search_path to throughline;

insert into happening_leg (happening, account, side) values
    ('allocated', 'backlog-revenue', 1), ('allocated', 'contract-value-revenue', -1),
    ('at-risk', 'at-risk', 1), ('at-risk', 'at-risk-shown', -1);
