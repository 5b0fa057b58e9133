create or replace view sums_of_parts as
with parts as (
    select *
    from measures
    where role = 'stated' and extent = 'whole' and includes_class is not null
)

select
    scope_kind,
    scope_id,
    event,
    includes_class,
    max(place_key) as place_key,
    max(day_key) as day_key,
    claimant,
    array_to_string(list(unit_class order by unit_class), ' + ') as what,
    if(bool_or(bound = 'about'), 'about', 'exact') as bound,
    sum(coalesce(low, high)) as low,
    sum(coalesce(high, low)) as high,
    list(claim_id order by claim_id) as claim_ids
from parts
group by scope_kind, scope_id, event, includes_class, claimant, article_id, sentence_id
having
    count(*) > 1
    and count(distinct unit_class) = count(*)
    and count(distinct place_key) < 2
    and count(distinct day_key) < 2
qualify row_number() over (
    partition by scope_kind, scope_id, event, includes_class, claimant, what
    order by max(published_at) desc, article_id, sentence_id asc
) = 1;

comment on view sums_of_parts is 'Which parts does a claimant give in one sentence, and what is their sum? '
'Try: from sums_of_parts select claimant, what, low, high;';
