-- Propositions that one side asserts and another denies.
--
-- Question: who asserts and who denies the same proposition?
-- Grain: one row per discrepancy and claim; position 1 asserts, position 2 denies.
-- Caveats: two statements are of the same proposition when they are about the same noun ("deal") within
--   one scope. What is only expected or possible takes no part.

with stances as (
    select
        scopes.scope_kind,
        scopes.scope_id,
        claims.claim_id,
        claims.unit,
        if(claims.polarity = 'asserted', 1, 2) as position,
        coalesce(other_names.name, alias_key(claims.speaker), alias_key(claims.outlet), claims.doc)
            as claimant
    from compared_scopes as scopes
    inner join claims using (article_id, version)
    left join other_names on alias_key(claims.speaker) = other_names.alias
    where
        claims.kind = 'stance'
        and claims.origin in ('headline', 'body')
        and claims.polarity in ('asserted', 'denied')
        and claims.unit is not null
        and not claims.is_inference
),

disputed as (
    select distinct
        asserting.scope_kind,
        asserting.scope_id,
        asserting.unit
    from stances as asserting
    inner join stances as denying using (scope_kind, scope_id, unit)
    where asserting.position = 1 and denying.position = 2 and asserting.claimant <> denying.claimant
)

select
    stable_id(['stance', stances.scope_kind, stances.scope_id, stances.unit]) as discrepancy_id,
    'stance' as kind,
    'stance_conflict' as family,
    stances.scope_kind,
    stances.scope_id,
    null as event,
    stances.unit,
    []::varchar[] as modifiers,
    null as place,
    null as event_date,
    'denial' as verdict,
    'sources differ' as why,
    null::double as ratio,
    stances.position,
    null::double as position_low,
    null::double as position_high,
    stances.claim_id,
    'stated' as role
from stances
inner join disputed using (scope_kind, scope_id, unit)
order by discrepancy_id, stances.position, stances.claim_id
