-- How likely two figures of a story are of one incident.
--
-- A story may tell of several: a second strike, another town, the day's total. Two figures are likely of one
-- when their articles tell them in the same words, and both are main; the less so, the further apart days and
-- numbers are, and where one is told of a place that the other does not know. Two figures that one
-- source gives in one article are parts or stages, and never of one.

create or replace temp table figure_pairs as
with listed as (
    select
        figure_nth,
        sum(weight) as size,
        list(word) as words
    from figure_words
    group by figure_nth
),

figures as (
    select
        told_figures.*,
        coalesce(listed.size, 1) as size,
        coalesce(listed.words, []) as words,
        list_has_any(told_figures.places, coalesce(known_towns.towns, [])) as is_in_town,
        telling_words(array_to_string(told_figures.places, ' ')) as place_words
    from told_figures
    left join listed using (figure_nth)
    left join known_towns using (scope_kind, scope_id, story_id)
),

near as (
    select
        one.figure_nth as one_nth,
        other.figure_nth as other_nth,
        one.article_id as one_article,
        other.article_id as other_article,
        other.rank as other_rank,
        least(one.size, other.size) as size,
        one.is_main and other.is_main as are_main,
        one.is_vague or other.is_vague as is_vague,
        one.is_in_town and other.is_in_town as are_in_towns,
        list_has_any(one.claimants, other.claimants) as is_of_one_source,
        is_of_one_source and one.is_named and other.is_named as is_of_one_speaker,
        one.figure = other.figure and one.figure >= 10 as is_same_figure,
        greatest(one.figure, other.figure, 1) / greatest(least(one.figure, other.figure), 1) as times,
        greatest(one.first_day - other.last_day, other.first_day - one.last_day, 0) as days_apart,
        abs(date_diff('day', one.published_at, other.published_at)) as days_between,
        -- Unknown where one has no place.
        if(
            len(one.places) = 0 or len(other.places) = 0,
            null,
            list_has_any(one.place_words, other.words)
            or list_has_any(other.place_words, one.words)
            or are_names_alike(one.places, other.places)
        ) as is_same_place,
        one.first_day is null or other.first_day is null as is_without_day
    from figures as one
    inner join figures as other using (scope_kind, scope_id, story_id, event, told_class, narrowed_to)
    where
        one.rank > other.rank
        -- In a story that hundreds tell, those told shortly before are enough.
        and one.rank - other.rank <= 30
        and (one.article_id <> other.article_id or list_has_any(one.claimants, other.claimants))
),

-- What one article alone holds is shared with none.
shared_words as (
    select
        figure_nth,
        word,
        weight
    from figure_words
    where is_shared
),

shared as (
    select
        near.one_nth,
        near.other_nth,
        sum(one.weight) as weight
    from near
    inner join shared_words as one on near.one_nth = one.figure_nth
    inner join shared_words as other on near.other_nth = other.figure_nth and one.word = other.word
    where near.one_article <> near.other_article
    group by near.one_nth, near.other_nth
)

select
    near.*,
    coalesce(shared.weight::double / near.size::double, 0) as likeness,
    (case
        when near.one_article = near.other_article then -1
        else
            likeness
            + if(near.are_main, 0.2, 0)
            + if(near.is_same_figure, 0.1, 0)
            + if(near.is_of_one_speaker, 0.05, 0)
            - if(near.is_vague, 0.1, 0.15 * greatest(ln(near.times / 2), 0))
            - if(coalesce(near.is_same_place, true), 0, if(near.are_in_towns, 0.4, 0.2))
            - if(near.is_without_day, 0.03 * coalesce(near.days_between, 0), if(near.days_apart > 1, 0.6, 0))
    end)::decimal(9, 6) as likelihood
from near
left join shared using (one_nth, other_nth);
