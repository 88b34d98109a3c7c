-- What billable hours would be worth at their standard rates, which realization is told by.
set local search_path to throughline;

insert into happening_leg (happening, account, side) values
    ('work-standard', 'standard-worth', 1), ('work-standard', 'standard-worth-shown', -1);
