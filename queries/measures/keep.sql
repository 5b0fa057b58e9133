-- Keep what the touched topics and stories measure, in place of what was kept before.
--
-- A position allows what all its claims allow; where close figures share no number, it spans them.

delete from store.measured_claims as known
where exists (
    select 1
    from touched
    where touched.is_changed and touched.scope_kind = known.scope_kind and touched.scope_id = known.scope_id
);

insert into store.measured_claims by name
with standing as (
    select
        measured.*,
        -- Not asked for in the join, which DuckDB would then make by comparing all with all.
        if(measured.role in ('stated', 'inference'), placed.position, null) as position
    from measured_counts as measured
    left join placed_figures as placed
        on
            measured.measure_id = placed.measure_id
            and measured.bound = placed.bound
            and measured.low is not distinct from placed.low
            and measured.high is not distinct from placed.high
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
        min(coalesce(low, high)) filter (where is_drawing) as least,
        max(coalesce(high, low)) filter (where is_drawing) as most
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
    allowed.position_high,
    getvariable('now')::timestamptz as measured_at
from standing
left join allowed using (measure_id, position);
