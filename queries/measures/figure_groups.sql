-- Which figures of a story come together one by one.
--
-- Of two articles, two figures belong together when each is the other's likeliest. Each figure joins the
-- likeliest of those before it. A number of another source that is given without saying who is counted
-- ("another group put it at 30") is of what was spoken of before.

create or replace temp table figure_groups as
with recursive likely as (
    select
        one_nth,
        other_nth,
        other_rank,
        likelihood
    from figure_pairs
    where likelihood >= least_likelihood()
    qualify
        row_number() over (partition by one_nth, other_article order by likelihood desc, other_rank asc) = 1
        and row_number() over (partition by other_nth, one_article order by likelihood desc, one_nth asc) = 1
),

spoken_of as (
    select
        one.figure_nth as one_nth,
        other.figure_nth as other_nth,
        other.rank as other_rank,
        1.0 as likelihood
    from told_figures as one
    inner join told_figures as other
        using (scope_kind, scope_id, story_id, event, told_class, narrowed_to, article_id)
    where
        one.rank > other.rank
        and one.is_named and other.is_named
        and not list_has_any(one.claimants, other.claimants)
        and one.names_nobody
        and one.span_start - other.span_start between 1 and 500
),

found as (
    select * from likely
    union all
    select * from spoken_of
),

joins as (
    select
        one_nth,
        other_nth
    from found
    qualify row_number() over (partition by one_nth order by likelihood desc, other_rank asc) = 1
),

followed as (
    select
        figure_nth,
        figure_nth as first_nth
    from told_figures
    where figure_nth not in (select joins.one_nth from joins)
    union all
    select
        joins.one_nth as figure_nth,
        followed.first_nth
    from followed
    inner join joins on followed.figure_nth = joins.other_nth
)

select
    figure_nth,
    first_nth
from followed;
