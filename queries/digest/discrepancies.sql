-- Which discrepancies go into a reader's digest, the most important first.
--
-- Question: what do sources disagree on, and which sums of ours agree with a total?
-- Grain: one row per open discrepancy that the analyst has not muted.
-- Parameters: as_of; since (the last issue, null before the first); topics, families (lists, null = all);
--   severity (the least, null = low).
-- Caveats: the order is by what changed since the last issue (what the analyst acknowledged comes last and
--   is no news), then by how many outlets and speakers take
--   part, then by the size of the gap. It says what to read first, not who is right.

with weights as (
    select
        discrepancy_id,
        count(distinct outlet) as outlet_count,
        count(distinct coalesce(alias_key(speaker), alias_key(outlet))) as speaker_count,
        mode(place) as place_as_written
    from stands
    group by discrepancy_id
)

select
    discrepancies.discrepancy_id,
    discrepancies.kind,
    discrepancies.family,
    discrepancies.event,
    discrepancies.unit,
    discrepancies.modifiers,
    coalesce(weights.place_as_written, discrepancies.place) as place,
    discrepancies.event_date,
    discrepancies.topic,
    discrepancies.verdict,
    discrepancies.why,
    discrepancies.ratio,
    discrepancies.status,
    discrepancies.mark,
    discrepancies.mark <> 'acknowledged'
    and coalesce(discrepancies.changed_at > getvariable('since')::timestamptz, true) as is_news
from discrepancies
inner join weights using (discrepancy_id)
where
    discrepancies.is_open
    and discrepancies.mark <> 'muted'
    and is_wanted(
        discrepancies.topic_id, discrepancies.family, discrepancies.verdict, discrepancies.ratio
    )
order by
    discrepancies.mark = 'acknowledged' asc,
    is_news desc,
    weights.outlet_count desc,
    weights.speaker_count desc,
    discrepancies.ratio desc nulls last,
    discrepancies.discrepancy_id asc;
