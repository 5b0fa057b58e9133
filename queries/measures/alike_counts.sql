-- Counts, shares and lengths that a story's articles say of the same thing, where no event says so.
--
-- Two of different articles are of one thing when the words beside them are alike:
-- rule 1, of shares: at least two words in common, and three quarters of those beside the one that has fewer;
-- rule 2, of lengths, of which a story tells fewer things: at least two, and a third;
-- rule 3, of people, vehicles and other things of a known class: at least two, at the same place;
-- rule 4, of people, and of a noun of no class (a comment, a game): half, where both are their article's
--   figure (own_claims).
-- What is of one thing with a third is of one thing with the other.

create or replace temp table alike_counts as
with recursive alike as materialized (
    select
        scope_kind,
        scope_id,
        one_id,
        other_id
    from alike_words
    where
        case
            when is_quantity then shared_count > 1 and share >= if(unit_class = 'percent', 0.75, 0.35)
            else (is_classed and is_same_place and shared_count > 1) or (is_own and share >= 0.5)
        end
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
    comparable_counts.*,
    groups.said_of
from comparable_counts
inner join groups using (scope_kind, scope_id, claim_id);
