-- Numbers of one measure that may differ because they do not measure alike.
--
-- Over a span: every number of the highest position is given over a span of time (in three days, since
-- Monday), and none of the others. In another unit: the very number of one position stands in another with
-- another unit (200 feet, 200 metres).

create or replace view other_measures as
with differing as (
    select measure_id
    from standings
    where role = 'stated'
    group by measure_id
    having min(position) < max(position)
),

told as (
    select
        standings.measure_id,
        standings.position,
        standings.unit_class,
        claims.unit,
        coalesce(claims.low, claims.high) as figure,
        tells_a_span(claims.sentence) as is_span,
        standings.position = max(standings.position) over (partition by standings.measure_id) as is_highest
    from standings
    semi join differing using (measure_id)
    inner join store.claims as claims using (claim_id)
    where standings.role = 'stated'
),

lengths as (
    select *
    from told
    where unit_class = 'metre'
),

in_other_units as (
    select distinct one.measure_id
    from lengths as one
    inner join lengths as other using (measure_id, figure)
    where one.position < other.position and not one.unit = other.unit
)

select
    told.measure_id,
    bool_and(told.is_span = told.is_highest) as is_over_a_span,
    bool_or(units.measure_id is not null) as is_in_another_unit
from told
left join in_other_units as units using (measure_id)
group by told.measure_id;

comment on view other_measures is 'Which numbers of one measure may differ because they are of a longer '
'time, or in another unit? Try: from other_measures where is_over_a_span;';
