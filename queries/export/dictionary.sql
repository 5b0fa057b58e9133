-- Data dictionary.
--
-- Question: what does each column of the exported views hold?
-- Grain: one row per view and column, in order.
-- Caveats: the words are the comments on the columns.

select
    asked.name as view_name,
    asked.question,
    columns.column_name,
    columns.data_type,
    columns.comment as meaning
from all_names as asked
inner join duckdb_columns() as columns
    on
        asked.name = columns.table_name
        and columns.schema_name = 'main'
        and columns.database_name = current_database()
where asked.kind = 'view' and asked.name not in ('start_here', 'all_names')
order by asked.name, columns.column_index;
