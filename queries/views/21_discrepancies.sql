create or replace view discrepancies as
select
    kept.discrepancy_id,
    kept.kind,
    coalesce(states.family, kept.family) as family,
    kept.event,
    kept.unit,
    kept.modifiers,
    states.place,
    states.event_date,
    kept.topic_id,
    topics.title as topic,
    kept.story_id,
    states.status,
    states.status not in ('settled', 'lapsed') as is_open,
    states.verdict,
    states.why,
    states.ratio,
    kept.first_seen_at,
    states.changed_at,
    states.state,
    coalesce(marks.mark, 'open') as mark,
    marks.note as mark_note
from store.discrepancies as kept
inner join last_states as states using (discrepancy_id)
left join store.topics using (topic_id)
left join marks using (discrepancy_id);

comment on view discrepancies is 'Where do sources disagree, how far, since when? '
'Try: from discrepancies where is_open order by ratio desc;';
