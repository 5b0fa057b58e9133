-- How far each claim of some documents came on its way into a measure, in the run that has just been.
--
-- Question: what was understood of a claim, and at which step was it left out?
-- Grain: one row per counted claim of the documents in the variable docs, and scope.
-- Caveats: reads temporary tables of queries/measures, so it runs on the connection of that run alone.

select
    claims.doc,
    claims.span_start as start,
    claims.span_end as "end",
    claims.text,
    claims.kind,
    claims.event,
    claims.unit,
    claims.modifiers,
    claims.bound,
    claims.low,
    claims.high,
    claims.place,
    claims.event_date,
    claims.speaker,
    claims.polarity,
    claims.part_of,
    claims.main,
    claims.origin,
    stories.story_id,
    measured.scope_kind,
    measured.scope_id,
    measured.measure_id,
    measured.unit_class,
    measured.narrowed_to,
    measured.side,
    measured.place_key,
    measured.day_key,
    measured.position,
    measured.claimant,
    case
        when measured.measure_id is not null then 'measured'
        when own.claim_id is not null then 'own, not compared'
        when figures.claim_id is not null
            then 'of incident ' || coalesce(incidents.incident_id[:4] || ' in ' || incidents.article_count || ' articles', 'none: the same source gives another figure of it')
        when told.claim_id is not null then 'not its article''s figure, or far from the others'''
        when comparable.claim_id is not null
            then
                'left out of the story: '
                || concat_ws(
                    ', ',
                    comparable.extent,
                    if(comparable.is_part, 'part', null),
                    if(coalesce(comparable.low, comparable.high) = 1, 'one', null)
                )
        else 'not comparable'
    end as step
from store.claims as claims
left join store.story_articles as stories using (article_id, version)
left join comparable_counts as comparable using (claim_id)
left join told_counts as told
    on
        comparable.claim_id = told.claim_id
        and comparable.scope_kind = told.scope_kind
        and comparable.scope_id = told.scope_id
left join figure_claims as figures
    on
        comparable.claim_id = figures.claim_id
        and comparable.scope_kind = figures.scope_kind
        and comparable.scope_id = figures.scope_id
left join incidents on figures.figure_nth = incidents.figure_nth
left join own_claims as own
    on
        comparable.claim_id = own.claim_id
        and comparable.scope_kind = own.scope_kind
        and comparable.scope_id = own.scope_id
left join store.measured_claims as measured
    on
        comparable.claim_id = measured.claim_id
        and comparable.scope_kind = measured.scope_kind
        and comparable.scope_id = measured.scope_id
where list_contains(getvariable('docs')::varchar[], claims.doc)
order by claims.doc, claims.span_start
