-- The counted claims of the topics and stories to be compared, with their places and claimants as told.

create or replace temp table told_claims as
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
    alias_key(claims.place) as place_as_told,
    claimant_key(
        claims.speaker,
        claims.speaker_kind,
        claims.chain,
        versions.outlet,
        coalesce(first_outlets.outlet, versions.outlet),
        claims.doc
    ) as claimant_as_told
from touched
inner join holding using (scope_kind, scope_id)
inner join store.claims as claims using (article_id, version)
inner join store.article_versions as versions using (article_id, version)
left join counted_as on claims.unit = counted_as.unit
left join first_outlets using (article_id)
where
    claims.origin in ('headline', 'body')
    and claims.kind in ('count', 'percent', 'length', 'other')
    and not (claims.kind = 'other' and claims.unit = 'person')
    and coalesce(claims.low, claims.high) is not null;

-- Names are joined to: a map of all of them copied beside every claim is slow.
create or replace temp table named_claims as
with lists as (
    select distinct modifiers
    from told_claims
),

sides as (
    select
        modifiers,
        alias_key(unnest(list_filter(
            modifiers, lambda word: word <> lower(word) and not regexp_matches(word, '[0-9]')
        ))) as side
    from lists
),

named_sides as (
    select
        sides.modifiers,
        nullif(array_to_string(list_sort(list(coalesce(other_names.name, sides.side))), ' '), '') as side
    from sides
    left join other_names on sides.side = other_names.alias
    group by sides.modifiers
),

-- A country is too wide to tell two events apart, and is read as an unknown place.
wide as (
    select distinct alias_key(name) as region
    from store.regions
)

select
    told.*,
    named_sides.side,
    if(wide.region is null, coalesce(places.name, told.place_as_told), null) as place_key,
    coalesce(claimants.name, told.claimant_as_told) as claimant
from told_claims as told
left join named_sides on told.modifiers = named_sides.modifiers
left join wide on told.place_as_told = wide.region
left join other_names as places on told.place_as_told = places.alias
left join other_names as claimants on told.claimant_as_told = claimants.alias;

drop table told_claims;
