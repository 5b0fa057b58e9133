-- What can be compared with what: every counted claim of a topic or story, its words made keys.
--
-- A modifier written with a capital names a side (ISIS, Syrian); any other narrows what is counted
-- (foreign); one with a figure (AK-47) is a model, and does neither. A speaker without a name is someone
-- else at every outlet. A part is no whole, and a count a hundred times its article's own toll (the dead of
-- the war beside those of a day) is beyond it.

create or replace temp table comparable_counts as
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
    if(is_quantity or coalesce(event, 'other') = 'other', words_around(sentence, text), null) as context,
    coalesce(event, 'other') as event,
    unit,
    is_classed,
    unit_class,
    includes_class,
    list_sort(list_filter(modifiers, lambda word: word = lower(word))) as narrowed_to,
    side,
    place,
    place_key,
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
    regexp_matches(lower(text), '\bof (the|them|those|these|whom)\b') as is_part,
    main,
    -- "thousands escaped": a number alone, counted as people because nobody says who.
    not contains(text, ' ') as names_nobody,
    bound,
    low,
    high,
    claimant,
    is_named,
    case
        when is_inference then 'inference'
        when polarity <> 'asserted' then polarity
        else 'stated'
    end as role
from named_claims
window same_toll as (partition by scope_kind, scope_id, article_id, event, unit_class);
