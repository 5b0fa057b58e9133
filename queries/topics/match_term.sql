-- Note in which texts one pattern matches one field (the variables pattern and field).
--
-- One pattern at a time, because DuckDB compiles a constant pattern once and a column's anew for every row.

insert into hits by name
select
    article_id,
    version,
    getvariable('field') as field,
    getvariable('pattern') as pattern
from texts_to_match
where
    regexp_matches(
        case getvariable('field')
            when 'title' then title
            when 'body' then body
            when 'outlet' then outlet
            else text
        end,
        getvariable('pattern')
    );
