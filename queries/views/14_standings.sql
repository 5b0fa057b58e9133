-- Where each claim stands within its measure, and what its position allows.
--
-- A position allows what all its claims allow; where close figures share no number, it spans them.

create or replace view standings as
with standing as (
    select
        measures.*,
        placed.position,
        coalesce(measures.low, measures.high) as figure_low,
        coalesce(measures.high, measures.low) as figure_high
    from measures
    inner join figure_positions as placed
        on
            measures.measure_id = placed.measure_id
            and measures.bound = placed.bound
            and measures.low is not distinct from placed.low
            and measures.high is not distinct from placed.high
    where measures.role in ('stated', 'inference')
),

counted as (
    select
        *,
        -- An inference says nothing about what a source allows, a vague word little about where figures lie.
        if(role = 'inference' and bool_or(role = 'stated') over one, null, low) as said_low,
        if(role = 'inference' and bool_or(role = 'stated') over one, null, high) as said_high,
        bound <> 'vague' or bool_and(bound = 'vague') over one as is_drawing
    from standing
    window one as (partition by measure_id, position)
),

spans as (
    select
        measure_id,
        position,
        max(said_low) as common_low,
        min(said_high) as common_high,
        min(figure_low) filter (where is_drawing) as least,
        max(figure_high) filter (where is_drawing) as most
    from counted
    group by measure_id, position
),

allowed as (
    select
        measure_id,
        position,
        if(common_low > common_high, least, common_low) as position_low,
        if(common_low > common_high, most, common_high) as position_high
    from spans
)

select
    standing.*,
    allowed.position_low,
    allowed.position_high
from standing
inner join allowed using (measure_id, position);

comment on view standings is 'Who stands where, before anybody asks whether it is a disagreement? '
'Try: from standings order by measure_id, position;';
