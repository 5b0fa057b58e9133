-- What can be asked: what is asked most first, then the steps by which answers are worked out.

create or replace view all_names as
with asked_first as (
    select
        names.name,
        row_number() over () as place
    from (
        values
        ('discrepancies'),
        ('gaps(wanted)'),
        ('stands'),
        ('positions'),
        ('claims'),
        ('articles'),
        ('evidence(wanted)'),
        ('timeline(wanted)'),
        ('search(words)'),
        ('changed_since(instant)'),
        ('events'),
        ('stories'),
        ('story(wanted)'),
        ('copies'),
        ('topic_matches'),
        ('topic_volume'),
        ('topic_levels'),
        ('emerging_terms'),
        ('marks'),
        ('outcomes'),
        ('rereadings'),
        ('start_here'),
        ('all_names')
    ) as names (name)
),

described as (
    select
        view_name as name,
        'view' as kind,
        comment
    from duckdb_views()
    where database_name = current_database() and schema_name = 'main' and not internal
    union all
    select
        function_name || '(' || coalesce(array_to_string(parameters, ', '), '') || ')' as name,
        replace(function_type, '_', ' ') as kind,
        comment
    from duckdb_functions()
    where database_name = current_database() and schema_name = 'main' and not internal
)

select
    asked_first.place,
    described.name,
    if(asked_first.place is null, 'inner ', '') || described.kind as kind,
    split_part(described.comment, ' Try: ', 1) as question,
    split_part(described.comment, ' Try: ', 2) as try_this
from described
left join asked_first using (name)
where described.comment is not null
order by asked_first.place asc nulls last, described.kind desc, described.name asc;

comment on view all_names is 'What else has a name here, and what does it answer? Views and macros that '
'nobody need ask are called inner. Try: from all_names;';

-- As narrow as a terminal: the rest of a long answer stands in all_names.
create or replace view start_here as
select
    name,
    split_part(question, '?', 1) || '?' as question,
    try_this
from all_names
where place is not null
order by place;

comment on view start_here is 'What can be asked here? Try: from start_here;';
