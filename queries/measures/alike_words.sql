-- Numbers of a story's articles that have words beside them in common, where no event says what they are of.
--
-- Nothing but the words beside it says what such a number is of: "65 percent of the traffic to India", "fell
-- 60 metres from a ridge", "about 300,000 people live in the old town". One row per two numbers of different
-- articles within two and a half times of each other, in both orders.

create or replace temp table alike_words as
with words as (
    select
        scope_kind,
        scope_id,
        story_id,
        unit,
        unit_class,
        is_classed,
        is_quantity,
        place_key,
        article_id,
        claim_id,
        coalesce(low, high) as size,
        len(context) as word_count,
        unnest(context) as word
    from comparable_counts
    where
        context is not null
        and role = 'stated' and bound <> 'vague' and coalesce(low, high) > 0
        and (is_quantity or (extent = 'whole' and not is_part and coalesce(low, high) > 1))
)

select
    one.scope_kind,
    one.scope_id,
    one.claim_id as one_id,
    other.claim_id as other_id,
    one.unit_class,
    one.is_quantity,
    one.is_classed,
    bool_and(own_one.claim_id is not null and own_other.claim_id is not null) as is_own,
    any_value(coalesce(one.place_key = other.place_key, false)) as is_same_place,
    count(*) as shared_count,
    count(*) / any_value(least(one.word_count, other.word_count)) as share
from words as one
inner join words as other using (scope_kind, scope_id, story_id, unit_class, word)
left join own_claims as own_one
    on
        one.scope_kind = own_one.scope_kind
        and one.scope_id = own_one.scope_id
        and one.claim_id = own_one.claim_id
left join own_claims as own_other
    on
        other.scope_kind = own_other.scope_kind
        and other.scope_id = own_other.scope_id
        and other.claim_id = own_other.claim_id
where
    one.article_id <> other.article_id
    and (one.is_quantity or one.unit = other.unit or one.unit_class <> one.unit)
    and greatest(one.size, other.size) <= 2.5 * least(one.size, other.size)
group by
    one.scope_kind, one.scope_id, one.claim_id, other.claim_id,
    one.unit_class, one.is_quantity, one.is_classed;
