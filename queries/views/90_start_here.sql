create or replace view start_here as
with described as (
    select
        view_name as name,
        'view' as kind,
        comment
    from duckdb_views()
    where database_name = current_database() and schema_name = 'main' and not internal
    union all
    select
        function_name || '(' || array_to_string(parameters, ', ') || ')' as name,
        replace(function_type, '_', ' ') as kind,
        comment
    from duckdb_functions()
    where database_name = current_database() and schema_name = 'main' and not internal
)

select
    name,
    kind,
    split_part(comment, ' Try: ', 1) as question,
    split_part(comment, ' Try: ', 2) as try_this
from described
where comment is not null
order by kind desc, name asc;

comment on view start_here is 'What can be asked here? Try: from start_here;';
