-- The figures stated for a measure, put into positions.
--
-- Figures are taken from the lowest up; one opens a new position when it does not stand together with the
-- figure that opened the one before, so that no chain of small steps joins numbers far apart. A hedged
-- number (more than 30) joins the nearest of those counted one by one that it stands together with, a vague
-- word (dozens) the nearest to its middle; those that stand together with none stand for themselves.

create or replace temp table placed_figures as
with recursive figures as materialized (
    select distinct
        measure_id,
        bound,
        low,
        high,
        coalesce(low, high) as figure_low,
        coalesce(high, low) as figure_high,
        ln(1 + coalesce(low, high) + coalesce(high, low)) as middle,
        case when bound in ('exact', 'range') then 0 when bound = 'vague' then 2 else 1 end as looseness
    from measured_counts
    where role in ('stated', 'inference')
),

joined as materialized (
    select
        loose.measure_id,
        loose.bound,
        loose.low,
        loose.high,
        { 'bound': firm.bound, 'low': firm.low, 'high': firm.high } as to_figure
    from figures as loose
    inner join figures as firm on loose.measure_id = firm.measure_id and loose.looseness > firm.looseness
    where
        (loose.bound = 'vague' or are_counted_out(firm.bound, firm.low, firm.bound, firm.low))
        and stand_together(loose.bound, loose.low, loose.high, firm.bound, firm.low, firm.high)
    qualify row_number() over (
        partition by loose.measure_id, loose.bound, loose.low, loose.high
        order by
            abs(firm.middle - loose.middle),
            firm.looseness,
            firm.figure_low,
            firm.figure_high,
            firm.bound
    ) = 1
),

openers as materialized (
    select
        figures.measure_id,
        { 'bound': figures.bound, 'low': figures.low, 'high': figures.high } as figure,
        row_number() over (
            partition by figures.measure_id
            order by figures.figure_low, figures.figure_high, figures.bound
        ) as nth
    from figures
    anti join joined
        on
            figures.measure_id = joined.measure_id
            and figures.bound = joined.bound
            and figures.low is not distinct from joined.low
            and figures.high is not distinct from joined.high
),

walked as (
    select
        measure_id,
        figure,
        nth,
        figure as first,
        1 as position
    from openers
    where nth = 1
    union all
    select
        openers.measure_id,
        openers.figure,
        openers.nth,
        if(same_position(walked.first, openers.figure), walked.first, openers.figure) as first,
        walked.position + if(same_position(walked.first, openers.figure), 0, 1) as position
    from walked
    inner join openers on walked.measure_id = openers.measure_id and walked.nth + 1 = openers.nth
),

placed as (
    select
        measure_id,
        figure,
        position
    from walked
    union all
    -- A vague word may have joined a hedged number that itself joined another.
    select
        joined.measure_id,
        { 'bound': joined.bound, 'low': joined.low, 'high': joined.high } as figure,
        placed.position
    from joined
    inner join placed on joined.measure_id = placed.measure_id and joined.to_figure = placed.figure
)

select
    measure_id,
    figure['bound'] as bound,
    figure['low'] as low,
    figure['high'] as high,
    position
from placed;
