-- Open discrepancies with everybody who stands in them.
--
-- Question: where do sources disagree, as of the variable as_of?
-- Grain: one row per discrepancy, position and claim; the widest gap first.
-- Caveats: what was muted is left out, unless the variable with_muted is true.

with standing as (
    select * exclude (kind, event, unit, modifiers, place, event_date)
    from stands
),

open_ones as (
    select *
    from discrepancies
    where is_open and (mark <> 'muted' or coalesce(getvariable('with_muted')::boolean, false))
)

select
    open_ones.discrepancy_id as id,
    open_ones.kind,
    open_ones.family,
    open_ones.event,
    open_ones.unit,
    open_ones.modifiers,
    open_ones.place,
    open_ones.event_date,
    open_ones.topic_id as topic,
    open_ones.status,
    open_ones.verdict,
    open_ones.why,
    open_ones.ratio,
    open_ones.mark,
    open_ones.mark_note,
    standing.* exclude (discrepancy_id),
    positions.outlet_count,
    positions.source_count
from open_ones
inner join standing using (discrepancy_id)
inner join positions using (discrepancy_id, position)
order by
    open_ones.ratio desc nulls last,
    open_ones.discrepancy_id asc,
    standing.position asc,
    standing.doc asc,
    standing.start asc,
    standing.claim_id asc
