-- Shares and lengths that a story's articles say of the same thing.
--
-- Nothing but the words beside it says what a share or a length is of: "65 percent of the traffic to India",
-- "fell 60 metres from a ridge". Two of different articles are of one thing when they have at least two such
-- words in common, and three quarters of the words beside the one that has fewer (of lengths, of which a
-- story tells fewer things, a third), and the figures lie within two and a half times. What is of one thing
-- with a third is of one thing with the other.

create or replace temp table alike_quantities as
with recursive quantities as materialized (
    select
        *,
        coalesce(low, high) as size
    from comparable_counts
    where is_quantity and role = 'stated' and bound <> 'vague' and coalesce(low, high) > 0
),

words as (
    select
        scope_kind,
        scope_id,
        story_id,
        unit_class,
        article_id,
        claim_id,
        size,
        len(context) as word_count,
        unnest(context) as word
    from quantities
),

alike as materialized (
    select
        one.scope_kind,
        one.scope_id,
        one.claim_id as one_id,
        other.claim_id as other_id
    from words as one
    inner join words as other using (scope_kind, scope_id, story_id, unit_class, word)
    where
        one.article_id <> other.article_id
        and greatest(one.size, other.size) <= 2.5 * least(one.size, other.size)
    group by one.scope_kind, one.scope_id, one.claim_id, other.claim_id
    having
        count(*) / any_value(least(one.word_count, other.word_count))
        >= if(any_value(one.unit_class) = 'percent', 0.75, 0.35)
        and count(*) > 1
),

joined as (
    select
        scope_kind,
        scope_id,
        one_id,
        other_id
    from alike
    union
    select
        joined.scope_kind,
        joined.scope_id,
        joined.one_id,
        alike.other_id
    from joined
    inner join alike
        on
            joined.scope_kind = alike.scope_kind
            and joined.scope_id = alike.scope_id
            and joined.other_id = alike.one_id
),

groups as (
    select
        scope_kind,
        scope_id,
        one_id as claim_id,
        min(least(one_id, other_id)) as said_of
    from joined
    group by scope_kind, scope_id, one_id
)

select
    quantities.*,
    groups.said_of
from quantities
inner join groups using (scope_kind, scope_id, claim_id);
