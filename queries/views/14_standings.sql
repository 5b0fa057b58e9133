create or replace view standings as
select
    *,
    coalesce(low, high) as figure_low,
    coalesce(high, low) as figure_high
from measures
where position is not null;

comment on view standings is 'Who stands where, before anybody asks whether it is a disagreement? '
'Try: from standings order by measure_id, position limit 100;';
