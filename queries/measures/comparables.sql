-- What can be compared with what: every counted claim of a topic or story, its words made keys.
--
-- A modifier written with a capital names a side (ISIS, Syrian); any other narrows what is counted
-- (foreign); one with a figure (AK-47) is a model, and does neither. A speaker without a name is someone
-- else at every outlet. A part is no whole, and a count a hundred times its article's own toll (the dead of
-- the war beside those of a day) is beyond it.

create or replace temp table comparable_counts as
with wide as (
    select coalesce(list(distinct alias_key(name)), []) as regions
    from store.regions
),

names as (
    select coalesce(map_from_entries(list((alias, name))), map { }) as by_alias
    from other_names
),

keyed as (
    select
        holding.scope_kind,
        holding.scope_id,
        coalesce(holding.story_id, holding.article_id) as story_id,
        claims.* exclude (version, low, high),
        claims.low * if(claims.kind = 'length', metres_in(claims.unit), 1) as low,
        claims.high * if(claims.kind = 'length', metres_in(claims.unit), 1) as high,
        versions.outlet,
        versions.published_at,
        names.by_alias,
        wide.regions,
        if(claims.kind = 'length', 'metre', coalesce(counted_as.unit_class, claims.unit))
            as unit_class,
        counted_as.includes_class,
        coalesce(first_outlets.outlet, versions.outlet) as first_outlet
    from touched
    inner join holding using (scope_kind, scope_id)
    inner join store.claims as claims using (article_id, version)
    inner join store.article_versions as versions using (article_id, version)
    cross join names
    cross join wide
    left join counted_as on claims.unit = counted_as.unit
    left join first_outlets using (article_id)
    where
        claims.origin in ('headline', 'body')
        and claims.kind in ('count', 'percent', 'length', 'other')
        and not (claims.kind = 'other' and claims.unit = 'person')
)

select
    scope_kind,
    scope_id,
    story_id,
    claim_id,
    article_id,
    published_at,
    stable_id([article_id, sentence]) as sentence_id,
    span_start,
    kind in ('percent', 'length') as is_quantity,
    if(kind in ('percent', 'length'), words_around(sentence, text), null) as context,
    coalesce(event, 'other') as event,
    unit,
    unit_class,
    includes_class,
    list_sort(list_filter(modifiers, lambda word: word = lower(word))) as narrowed_to,
    nullif(array_to_string(list_sort(list_transform(
        list_filter(modifiers, lambda word: word <> lower(word) and not regexp_matches(word, '[0-9]')),
        lambda word: coalesce(by_alias[alias_key(word)], alias_key(word))
    )), ' '), '') as side,
    place,
    -- A country is too wide to tell two events apart, and is read as an unknown place.
    if(
        list_contains(regions, alias_key(place)),
        null,
        coalesce(by_alias[alias_key(place)], alias_key(place))
    ) as place_key,
    if(length(event_date) >= 10, event_date[:10]::date, null) as event_day,
    event_day is not null as states_day,
    case
        when part_of is not null then 'part'
        when coalesce(low, high) > 100 * max(coalesce(low, high)) filter (where main) over same_toll
            then 'beyond'
        else 'whole'
    end as extent,
    -- "15 of the wounded", "two of them": what is counted is part of something, even where it is not said of
    -- how many.
    part_of is not null or regexp_matches(lower(text), '\bof (the|them|those|these|whom)\b') as is_part,
    main,
    -- "thousands escaped": a number alone, counted as people because nobody says who.
    not contains(text, ' ') as names_nobody,
    bound,
    low,
    high,
    claimant_of(speaker, speaker_kind, chain, outlet, first_outlet, doc, by_alias) as claimant,
    coalesce(alias_key(speaker) <> alias_key(outlet), speaker is not null) as is_named,
    case
        when is_inference then 'inference'
        when polarity <> 'asserted' then polarity
        else 'stated'
    end as role
from keyed
where coalesce(low, high) is not null
window same_toll as (partition by scope_kind, scope_id, article_id, event, unit_class);
