-- Counts that disagree.
--
-- Question: do independent claimants, or one claimant in different articles, give numbers for the same
--   measure that do not stand together?
-- Grain: one row per discrepancy and claim.
-- Caveats: two numbers of one claimant in one article are taken for parts, not for a disagreement.
--   Expected and possible numbers and comments take no part; an inference is drawn and opens no gap.
--
-- Why, in this order: revised by its source (one claimant only), rose over time (of a toll: every
-- position was only reported after the last report of the one below), sources differ.

with stated as (
    select *
    from standings
    where role = 'stated'
),

gaps as (
    select
        lower.measure_id,
        is_toll(any_value(lower.event)) as is_toll,
        bool_or(lower.claimant <> higher.claimant) as has_several_claimants
    from stated as lower
    inner join stated as higher
        on lower.measure_id = higher.measure_id and lower.position < higher.position
    where lower.claimant <> higher.claimant or lower.article_id <> higher.article_id
    group by lower.measure_id
),

first_reports as (
    select
        measure_id,
        position,
        min(published_at) as first_at,
        max(published_at) as last_at
    from stated
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
        min(place) as place,
        max(figure_low) / nullif(min(figure_high), 0) as ratio,
        -- A day that one claim alone states was lent to the others, and is not shown as theirs.
        count_if(states_day) > 1 as is_dated
    from stated
    group by measure_id
)

select
    stable_id(['count', standings.measure_id]) as discrepancy_id,
    'count' as kind,
    'count_conflict' as family,
    standings.scope_kind,
    standings.scope_id,
    standings.event,
    standings.unit_class as unit,
    standings.narrowed_to as modifiers,
    gists.place,
    if(gists.is_dated, standings.day_key::varchar, null) as event_date,
    if(judged.why = 'sources differ', 'conflict', 'drift') as verdict,
    judged.why,
    round(gists.ratio, 2) as ratio,
    standings.position,
    standings.position_low,
    standings.position_high,
    standings.claim_id,
    standings.role
from standings
inner join judged using (measure_id)
inner join gists using (measure_id)
order by discrepancy_id, standings.position, standings.claim_id
