create or replace view positions as
select
    discrepancy_id,
    position,
    any_value(position_low) as low,
    any_value(position_high) as high,
    list_sort(list_distinct(list(speaker))) as speakers,
    list_sort(list_distinct(list(outlet))) as outlets,
    list_sort(list_distinct(list(role))) as roles,
    count(distinct coalesce(outlet, doc)) as outlet_count,
    -- Named speakers count once, whoever cites them; copied words count as those of whoever published first.
    count(distinct claimant) as source_count,
    count(*) as claim_count
from stands
group by discrepancy_id, position;

comment on view positions is 'Which sources agree with each other, and on what? '
'Try: from positions order by discrepancy_id, position;';
