-- What happened to discrepancies since the last issue.
--
-- Question: which are new, which widened, narrowed or were settled, and what was the gap before?
-- Grain: one row per change of state after the last issue, the newest first, those that left the gap as it
--   was after all others; none of what is muted.
-- Parameters: as_of; since (the last issue; null = no rows, everything is new then); topics, families,
--   severity (the least).

with states as (
    select
        *,
        lag(ratio) over (partition by discrepancy_id order by state) as ratio_before
    from store.discrepancy_states
    where changed_at <= as_of()
),

places as (
    select
        discrepancy_id,
        mode(place) as place
    from stands
    group by discrepancy_id
)

select
    states.discrepancy_id,
    states.status,
    states.verdict,
    states.ratio,
    states.ratio_before,
    states.changed_at,
    measured.kind,
    coalesce(states.family, measured.family) as family,
    measured.event,
    measured.unit,
    measured.modifiers,
    coalesce(places.place, states.place) as place,
    topics.title as topic
from states
inner join store.discrepancies as measured using (discrepancy_id)
left join places using (discrepancy_id)
left join store.topics as topics using (topic_id)
left join marks using (discrepancy_id)
where
    coalesce(marks.mark <> 'muted', true)
    and states.changed_at > getvariable('since')::timestamptz
    and is_wanted(measured.topic_id, measured.family, states.verdict, states.ratio)
order by
    states.status = 'unchanged' asc,
    states.changed_at desc,
    states.discrepancy_id asc,
    states.state desc;
