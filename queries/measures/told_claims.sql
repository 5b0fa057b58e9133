-- The counted claims of the topics and stories to be compared, with their places and claimants as told.
--
-- What changed is listed by itself, since DuckDB would else join all claims, and leave out the rest last.

create or replace temp table told_claims as
with changed as materialized (
    select holding.*
    from holding
    inner join touched using (scope_kind, scope_id)
    where touched.is_changed
)

select
    holding.scope_kind,
    holding.scope_id,
    coalesce(holding.story_id, holding.article_id) as story_id,
    claims.* exclude (version, low, high),
    claims.low * if(claims.kind = 'length', metres_in(claims.unit), 1) as low,
    claims.high * if(claims.kind = 'length', metres_in(claims.unit), 1) as high,
    versions.outlet,
    versions.published_at,
    if(claims.kind = 'length', 'metre', coalesce(counted_as.unit_class, claims.unit))
        as unit_class,
    counted_as.includes_class,
    counted_as.unit is not null as is_classed,
    coalesce(first_outlets.outlet, versions.outlet) as first_outlet,
    claimant_name(
        claims.speaker, claims.speaker_kind, claims.chain, versions.outlet, first_outlet, claims.doc
    ) as claimant_name,
    if(
        is_nameless(claims.speaker, claims.speaker_kind, versions.outlet),
        outlet_cited(claims.chain, versions.outlet, first_outlet, claims.doc),
        null
    ) as claimant_at
from changed as holding
inner join store.claims as claims using (article_id, version)
inner join store.article_versions as versions using (article_id, version)
left join counted_as on claims.unit = counted_as.unit
left join first_outlets using (article_id)
where
    claims.origin in ('headline', 'body')
    and claims.kind in ('count', 'percent', 'length', 'other')
    and not (claims.kind = 'other' and claims.unit = 'person')
    and coalesce(claims.low, claims.high) is not null;
