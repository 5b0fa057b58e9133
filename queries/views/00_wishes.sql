-- What a reader wishes to see: topics, families, and how much it must matter.

-- A denial, or sources that differ twofold or more, is what nobody may miss; a toll that rose, a number of
-- unclear reference and a sum that agrees are good to know.
create or replace macro severity(verdict, ratio) as case
    when verdict = 'denial' then 'high'
    when verdict = 'conflict' then if(coalesce(ratio, 2) >= 2, 'high', 'medium')
    when verdict = 'drift' and ratio >= 2 then 'medium'
    else 'low'
end;

create or replace macro is_wanted(topic_id, family, verdict, ratio) as (
    getvariable('topics') is null
    or topic_id is null
    or list_contains(getvariable('topics')::varchar[], topic_id)
)
and (getvariable('families') is null or list_contains(getvariable('families')::varchar[], family))
and list_position(['low', 'medium', 'high'], severity(verdict, ratio))
>= list_position(['low', 'medium', 'high'], coalesce(getvariable('severity')::varchar, 'low'));
