-- Counts that disagree.
--
-- Question: do independent claimants, or one claimant in different articles, give numbers for the same
--   measure that do not stand together?
-- Grain: one row per discrepancy and claim.
-- Caveats: two numbers of one claimant in one article are taken for parts, not for a disagreement.
--   Expected and possible numbers and comments take no part; inferences, and numbers that do not say who is
--   counted, are drawn and open no gap.
--
-- Why, in this order: revised by its source (one claimant only), rose over time (of a toll: every
-- position was only reported after the last report of the one below), sources differ.

with placed as materialized (
    select *
    from standings
),

-- Who gives several numbers in one article speaks of parts or stages: they are drawn, and open no gap.
opening as (
    select *
    from placed
    where role = 'stated'
    window own as (partition by measure_id, article_id, claimant)
    qualify min(position) over own = max(position) over own
),

gaps as (
    select
        measure_id,
        is_toll(any_value(event)) as is_toll,
        count(distinct claimant) > 1 as has_several_claimants,
        round(max(figure_low) / nullif(min(figure_high), 0), 2) as ratio
    from opening
    group by measure_id
    having min(position) < max(position)
),

first_reports as (
    select
        measure_id,
        position,
        min(published_at) as first_at,
        max(published_at) as last_at
    from opening
    group by measure_id, position
),

steps as (
    select
        measure_id,
        lag(last_at) over (partition by measure_id order by position) < first_at as is_later
    from first_reports
    qualify row_number() over (partition by measure_id order by position) > 1
),

judged as (
    select
        gaps.measure_id,
        any_value(gaps.ratio) as ratio,
        case
            when not any_value(gaps.has_several_claimants) then 'revised by its source'
            when any_value(gaps.is_toll) and bool_and(coalesce(steps.is_later, false)) then 'rose over time'
            else 'sources differ'
        end as why
    from gaps
    inner join steps using (measure_id)
    group by gaps.measure_id
),

gists as (
    select
        measure_id,
        scope_kind,
        scope_id,
        event,
        unit_class,
        narrowed_to,
        min(place) filter (where role = 'stated') as place,
        max(position) as position_count,
        -- A day that one claim alone states was lent to the others, and is not shown as theirs.
        if(count_if(states_day) > 1, day_key::varchar, null) as event_date
    from placed
    group by measure_id, scope_kind, scope_id, event, unit_class, narrowed_to, day_key
),

drawn as (
    select
        measure_id,
        position,
        position_low,
        position_high,
        claim_id,
        role
    from placed
    union all
    select
        unclear_counts.measure_id,
        gists.position_count + unclear_counts.nth as position,
        unclear_counts.low as position_low,
        unclear_counts.high as position_high,
        unclear_counts.claim_id,
        'unclear' as role
    from unclear_counts
    inner join gists using (measure_id)
)

select
    stable_id(['count', measure_id]) as discrepancy_id,
    'count' as kind,
    'count_conflict' as family,
    gists.scope_kind,
    gists.scope_id,
    gists.event,
    gists.unit_class as unit,
    gists.narrowed_to as modifiers,
    gists.place,
    gists.event_date,
    if(judged.why = 'sources differ', 'conflict', 'drift') as verdict,
    judged.why,
    judged.ratio,
    drawn.position,
    drawn.position_low,
    drawn.position_high,
    drawn.claim_id,
    drawn.role
from drawn
inner join judged using (measure_id)
inner join gists using (measure_id)
order by discrepancy_id, drawn.position, drawn.claim_id
