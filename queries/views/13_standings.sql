-- Where each count stands: the position it takes within its measure.
--
-- Figures are taken from the lowest up; one opens a new position when it does not stand together with the first of
-- the position before, so that no chain of small steps joins numbers far apart. A vague word (dozens) joins the
-- figure it allows, the nearest to its middle; vague words that allow none stand for themselves.

create or replace view standings as
with recursive figures as (
    select distinct
        measure_id,
        bound,
        low,
        high,
        coalesce(low, high) as figure_low,
        coalesce(high, low) as figure_high
    from measures
    where role in ('stated', 'inference')
),

allowed as (
    select
        vague.*,
        firm.bound as firm_bound,
        firm.low as firm_low,
        firm.high as firm_high
    from figures as vague
    inner join figures as firm using (measure_id)
    where
        vague.bound = 'vague' and firm.bound <> 'vague'
        and stand_together(vague.bound, vague.low, vague.high, firm.bound, firm.low, firm.high)
    qualify row_number() over (
        partition by vague.measure_id, vague.low, vague.high
        order by
            abs(ln(1 + firm.figure_low + firm.figure_high) - ln(1 + vague.figure_low + vague.figure_high)),
            firm.figure_low, firm.figure_high, firm.bound
    ) = 1
),

openers as (
    select
        *,
        row_number() over (partition by measure_id order by figure_low, figure_high, bound) as nth
    from figures
    anti join allowed using (measure_id, bound, low, high)
),

walk as (
    select
        measure_id, nth, bound, low, high, 1 as position,
        bound as first_bound, low as first_low, high as first_high
    from openers
    where nth = 1
    union all
    select
        next.measure_id, next.nth, next.bound, next.low, next.high,
        walk.position + if(is_together, 0, 1),
        if(is_together, walk.first_bound, next.bound),
        if(is_together, walk.first_low, next.low),
        if(is_together, walk.first_high, next.high)
    from (
        select
            walk.*,
            next as next,
            stand_together(
                walk.first_bound, walk.first_low, walk.first_high, next.bound, next.low, next.high
            ) as is_together
        from walk
        inner join openers as next on walk.measure_id = next.measure_id and walk.nth + 1 = next.nth
    ) as walk
)

select 1;
