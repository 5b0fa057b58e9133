-- The figures stated for a measure, put into positions.
--
-- Figures are taken from the lowest up; one opens a new position when it does not stand together with the
-- figure that opened the one before, so that no chain of small steps joins numbers far apart. A vague
-- word (dozens) joins the figure it allows that is nearest to its middle; vague words that allow none
-- stand for themselves.

create or replace temp table placed_figures as
with recursive figures as materialized (
    select distinct
        measure_id,
        bound,
        low,
        high,
        coalesce(low, high) as figure_low,
        coalesce(high, low) as figure_high,
        ln(1 + coalesce(low, high) + coalesce(high, low)) as middle
    from measured_counts
    where role in ('stated', 'inference')
),

joined as materialized (
    select
        vague.measure_id,
        vague.bound,
        vague.low,
        vague.high,
        { 'bound': firm.bound, 'low': firm.low, 'high': firm.high } as to_figure
    from figures as vague
    inner join figures as firm using (measure_id)
    where
        vague.bound = 'vague' and firm.bound <> 'vague'
        and stand_together(vague.bound, vague.low, vague.high, firm.bound, firm.low, firm.high)
    qualify row_number() over (
        partition by vague.measure_id, vague.low, vague.high
        order by
            abs(firm.middle - vague.middle),
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
    anti join joined using (measure_id, bound, low, high)
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
)

select
    walked.measure_id,
    walked.figure['bound'] as bound,
    walked.figure['low'] as low,
    walked.figure['high'] as high,
    walked.position
from walked
union all
select
    joined.measure_id,
    joined.bound,
    joined.low,
    joined.high,
    walked.position
from joined
inner join walked on joined.measure_id = walked.measure_id and joined.to_figure = walked.figure;
