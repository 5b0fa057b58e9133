-- What is asked about one thing: a story, a discrepancy, a topic.

create or replace macro story(wanted) as table
    with told as materialized (
        select *
        from stories
        where story_id = wanted
    ),

    copied as (
        select
            known.article_id,
            versions.outlet as first_outlet
        from store.copied_articles as known
        semi join told on known.article_id = told.article_id
        inner join current_versions as versions on known.first_id = versions.article_id
        where known.article_id <> known.first_id
    )

    select
        told.story,
        told.published_at,
        told.outlet,
        told.title,
        copied.first_outlet as copied_from,
        told.url,
        told.article_id
    from told
    left join copied using (article_id)
    order by told.published_at, told.article_id;

create or replace macro gaps(wanted) as table
    with asked as (select wanted as words)

    select
        discrepancies.discrepancy_id,
        discrepancies.event,
        discrepancies.unit,
        discrepancies.place,
        discrepancies.verdict,
        discrepancies.why,
        discrepancies.ratio,
        discrepancies.status,
        discrepancies.mark,
        arg_min(coalesce(positions.low, positions.high), positions.position) as lowest,
        arg_min(positions.speakers, positions.position) as lowest_from,
        arg_max(coalesce(positions.high, positions.low), positions.position) as highest,
        arg_max(positions.speakers, positions.position) as highest_from
    from discrepancies
    inner join positions using (discrepancy_id)
    cross join asked
    where
        discrepancies.is_open
        and (
            discrepancies.topic_id = asked.words
            or contains(fold(discrepancies.topic), fold(asked.words))
        )
    group by all
    order by discrepancies.ratio desc nulls last, discrepancies.discrepancy_id asc;
