-- Parts that are added up and held against a total.
--
-- Question: do the parts one claimant gives in one sentence add up to the total that is stated for the
--   same event?
-- Grain: one row per discrepancy and claim; position 1 is our sum of the parts, position 2 the total.
-- Caveats: parts are counts of different classes that the total's class includes (fighters and relatives
--   are people). A sum below the total is not reported: there may be further parts. A sum of ours never
--   makes a conflict.

with sums as materialized (
    from sums_of_parts
),

totals as (
    select *
    from measures
    where role = 'stated' and extent = 'whole' and narrowed_to = [] and side is null
),

compared as (
    select
        sums.*,
        totals.measure_id,
        totals.place,
        totals.claim_id as total_id,
        coalesce(totals.low, totals.high) as total_low,
        coalesce(totals.high, totals.low) as total_high,
        stand_together(sums.bound, sums.low, sums.high, totals.bound, totals.low, totals.high) as is_close
    from sums
    inner join totals
        on
            sums.scope_kind = totals.scope_kind
            and sums.scope_id = totals.scope_id
            and sums.event = totals.event
            and sums.includes_class = totals.unit_class
            and coalesce(sums.place_key = totals.place_key, true)
            and coalesce(sums.day_key = totals.day_key, true)
),

judged as (
    select
        * exclude (bound, place, total_id, total_low, total_high, is_close),
        min(place) as place,
        bool_or(is_close) as is_agreeing,
        list(total_id) filter (where is_close) as close_ids,
        list(total_id) as total_ids,
        max(total_low) filter (where is_close) as close_low,
        min(total_high) filter (where is_close) as close_high,
        min(total_low) as total_low,
        max(total_high) as total_high
    from compared
    group by all
    having is_agreeing or low > max(total_high)
),

positions as (
    select
        *,
        1 as position,
        low as position_low,
        high as position_high,
        claim_ids as ids,
        'sum' as role
    from judged
    union all
    select
        *,
        2 as position,
        if(is_agreeing, least(close_low, close_high), total_low) as position_low,
        if(is_agreeing, greatest(close_low, close_high), total_high) as position_high,
        if(is_agreeing, close_ids, total_ids) as ids,
        'stated' as role
    from judged
)

select
    stable_id(['arithmetic', measure_id, claimant, what]) as discrepancy_id,
    'arithmetic' as kind,
    'arithmetic' as family,
    scope_kind,
    scope_id,
    event,
    includes_class as unit,
    []::varchar[] as modifiers,
    place,
    null as event_date,
    if(is_agreeing, 'compatible', 'unclear') as verdict,
    'part against total' as why,
    round(times_apart(low, high, coalesce(close_low, total_low), coalesce(close_high, total_high)), 2)
        as ratio,
    position,
    position_low,
    position_high,
    unnest(ids) as claim_id,
    role
from positions
order by discrepancy_id, position, claim_id
