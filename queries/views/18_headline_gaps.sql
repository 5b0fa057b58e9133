-- A headline's number that nothing in its body stands together with.
--
-- The body must give a toll for the same event and class, its main one or its only one, in words of its own:
-- some pages repeat the headline in the body. Where no number of the body, and no sum of them all, stands
-- together with the headline's, the body does not bear it out. A vague word is no sum.

create or replace view headline_gaps as
with told as (
    select
        compared.scope_kind,
        compared.scope_id,
        compared.article_id,
        found.claim_id,
        found.event,
        found.origin,
        found.bound,
        found.low,
        found.high,
        found.place,
        found.main,
        found.part_of is null as is_whole,
        regexp_matches(lower(found.text), '\b(more|others?)$') as counts_others,
        coalesce(
            contains(substr(versions.text, len(versions.title) + 1), versions.title)
            and found.span_end <= 2 * len(versions.title)
            + strpos(substr(versions.text, len(versions.title) + 1), versions.title),
            false
        ) as repeats_headline,
        coalesce(counted_as.unit_class, found.unit) as unit_class,
        coalesce(counted_as.includes_class, unit_class) as wide_class,
        list_sort(found.modifiers) as modifiers
    from compared_scopes as compared
    inner join store.claims as found using (article_id, version)
    inner join store.article_versions as versions using (article_id, version)
    left join counted_as on found.unit = counted_as.unit
    where
        found.kind = 'count'
        and found.origin in ('headline', 'body')
        and found.polarity = 'asserted'
        and not found.is_inference
        and found.event <> 'other'
        and coalesce(found.low, found.high) <> 1
),

paired as (
    select
        headline.scope_kind,
        headline.scope_id,
        headline.article_id,
        headline.claim_id as headline_id,
        headline.event,
        headline.wide_class as unit_class,
        headline.bound as headline_bound,
        headline.low as headline_low,
        headline.high as headline_high,
        coalesce(headline.low, headline.high) as headline_figure,
        coalesce(headline.high, headline.low) as headline_most,
        body.claim_id as body_id,
        body.place,
        body.low,
        body.high,
        body.main,
        coalesce(body.low, body.high) as figure,
        stand_together(headline.bound, headline.low, headline.high, body.bound, body.low, body.high)
            as is_close
    from told as headline
    inner join told as body using (scope_kind, scope_id, article_id, event, wide_class)
    where
        headline.origin = 'headline'
        and headline.is_whole
        and headline.modifiers = []
        -- Dozens more are those besides the body's.
        and not headline.counts_others
        and body.origin = 'body'
        and body.is_whole
        and not body.repeats_headline
        -- A hundred times more is of the whole war.
        and coalesce(body.low, body.high) <= 100 * coalesce(headline.low, headline.high)
),

figures as (
    select
        scope_kind,
        scope_id,
        headline_id,
        bool_or(is_close) as is_given,
        coalesce(min(figure) filter (where main), only_one(min(figure), max(figure))) as own_figure,
        list_sum(list_distinct(list(figure))) as total
    from paired
    group by scope_kind, scope_id, headline_id
)

select paired.*
from paired
inner join figures using (scope_kind, scope_id, headline_id)
where
    not figures.is_given
    and paired.figure = figures.own_figure
    and (
        paired.headline_bound = 'vague'
        or not stand_together(
            'exact', figures.total, figures.total,
            paired.headline_bound, paired.headline_low, paired.headline_high
        )
    );

comment on view headline_gaps is 'Which headlines give a number that their own body does not? '
'Try: from headline_gaps select headline_figure, figure;';
