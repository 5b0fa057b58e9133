-- Two sources that stand side by side in one article, neither of them its outlet, with figures of one kind
-- that nobody says the event of.
--
-- They may be of another event than the article's own. That they are of the same one is seen from how near
-- they stand, how alike the figures are, and from the second being given without saying who is counted, as
-- one does when that was said before ("another group put it at 30").

create or replace temp table side_by_side as
select distinct
    one.scope_kind,
    one.scope_id,
    unnest([one.claim_id, other.claim_id]) as claim_id
from told_counts as one
inner join told_counts as other using (scope_kind, scope_id, article_id, event, unit_class, narrowed_to)
where
    one.event = 'other'
    and one.span_start < other.span_start
    and other.span_start - one.span_start < 500
    and one.sentence_id <> other.sentence_id
    and other.names_nobody
    and one.claimant <> other.claimant
    and one.is_named and other.is_named
    and one.bound <> 'vague' and other.bound <> 'vague'
    and greatest(one.figure, other.figure) <= 3 * least(one.figure, other.figure)
    -- What stands in the story's own figures is compared there.
    and not exists (
        select 1
        from article_figures as own
        where
            own.scope_kind = one.scope_kind
            and own.scope_id = one.scope_id
            and own.story_id = one.story_id
            and own.unit_class = one.unit_class
            and (
                times_apart(own.figure, own.figure, one.figure, one.figure) <= 1 + tolerance()
                or times_apart(own.figure, own.figure, other.figure, other.figure) <= 1 + tolerance()
            )
    );
