-- How far the numbers of a measure are apart, and why.
--
-- Why, in this order: copied (one claimant only, whose words another outlet copied), revised by its source
-- (one claimant only, or no gap is left between what each said last), rose over time (of a toll: every
-- position was only reported after the last report of the one below), unclear who is counted (those of the
-- higher position say people, the others civilians), sources differ. Before a rise: another unit (200 feet,
-- 200 metres), another scope (the highest is given over a span of time, the others at once).

create or replace view count_gaps as
with opening as materialized (
    -- Who gives several numbers in one article speaks of parts or stages: they are drawn, and open no gap.
    select *
    from standings
    where role = 'stated'
    window own as (partition by measure_id, article_id, claimant)
    qualify min(position) over own = max(position) over own
),

last_reports as (
    select *
    from opening
    window said as (partition by measure_id, claimant)
    qualify coalesce(published_at = max(published_at) over said, true)
),

last_words as (
    select
        measure_id,
        min(position) = max(position) as is_agreed
    from last_reports
    group by measure_id
),

gaps as (
    select
        measure_id,
        is_toll(any_value(event)) as is_toll,
        count(distinct claimant) > 1 as has_several_claimants,
        bool_or(article_id in (select copied.article_id from first_outlets as copied)) as is_copied,
        round(max(figure_low) / nullif(min(figure_high), 0), 2) as ratio
    from opening
    group by measure_id
    having min(position) < max(position)
),

reports as (
    select
        measure_id,
        position,
        min(published_at) as first_at,
        max(published_at) as last_at,
        bool_and(counts_civilians) as only_civilians,
        bool_or(counts_civilians) as some_civilians
    from opening
    group by measure_id, position
),

steps as (
    select
        measure_id,
        lag(last_at) over upwards < first_at as is_later,
        lag(only_civilians) over upwards and not some_civilians as is_wider
    from reports
    window upwards as (partition by measure_id order by position)
    qualify row_number() over upwards > 1
)

select
    gaps.measure_id,
    any_value(gaps.ratio) as ratio,
    case
        when not any_value(gaps.has_several_claimants) and any_value(gaps.is_copied) then 'copied'
        when
            not any_value(gaps.has_several_claimants)
            or any_value(last_words.is_agreed)
            then 'revised by its source'
        when bool_or(other_measures.is_in_another_unit) then 'unit'
        when bool_or(other_measures.is_over_a_span) then 'scope differs'
        when any_value(gaps.is_toll) and bool_and(coalesce(steps.is_later, false)) then 'rose over time'
        when bool_and(steps.is_wider) then 'unclear who is counted'
        else 'sources differ'
    end as why
from gaps
inner join steps using (measure_id)
inner join last_words using (measure_id)
left join other_measures using (measure_id)
group by gaps.measure_id;

comment on view count_gaps is 'Which measures have numbers that do not stand together, and why? '
'Try: from count_gaps order by ratio desc limit 100;';
