-- The claims as told, with keys for their places, sides and claimants, by which they are compared.
--
-- Each name is made a key once, however many claims bear it; what has several names is joined to, since a map
-- of all names copied beside every claim is slow.

create or replace temp table name_keys as
with names as (
    select place as name
    from told_claims
    union
    select claimant_name
    from told_claims
    union
    select claimant_at
    from told_claims
    union
    select speaker
    from told_claims
    union
    select outlet
    from told_claims
)

select
    name,
    alias_key(name) as name_key
from names
where name is not null;

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
),

keyed as (
    select
        told.*,
        place_keys.name_key as place_as_told,
        coalesce(claimant_places.name_key || ': ', '') || claimant_keys.name_key as claimant_as_told,
        coalesce(speaker_keys.name_key <> outlet_keys.name_key, told.speaker is not null) as is_named
    from told_claims as told
    left join name_keys as place_keys on told.place = place_keys.name
    left join name_keys as claimant_keys on told.claimant_name = claimant_keys.name
    left join name_keys as claimant_places on told.claimant_at = claimant_places.name
    left join name_keys as speaker_keys on told.speaker = speaker_keys.name
    left join name_keys as outlet_keys on told.outlet = outlet_keys.name
)

select
    keyed.*,
    named_sides.side,
    if(wide.region is null, coalesce(places.name, keyed.place_as_told), null) as place_key,
    coalesce(claimants.name, keyed.claimant_as_told) as claimant
from keyed
left join named_sides on keyed.modifiers = named_sides.modifiers
left join wide on keyed.place_as_told = wide.region
left join other_names as places on keyed.place_as_told = places.alias
left join other_names as claimants on keyed.claimant_as_told = claimants.alias;

drop table told_claims;

drop table name_keys;
