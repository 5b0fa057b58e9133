create or replace view last_states as
select *
from store.discrepancy_states
where changed_at <= as_of()
qualify row_number() over (partition by discrepancy_id order by state desc) = 1;

comment on view last_states is 'In which state is each discrepancy? '
'Try: from last_states where status = ''widened'';';
