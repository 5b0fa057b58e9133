-- What is asked about one thing: a story, a discrepancy, a topic.

create or replace macro story(wanted) as table
    with asked as (select wanted as story_id)

    select
        stories.story,
        stories.published_at,
        stories.outlet,
        stories.title,
        copies.first_outlet as copied_from,
        stories.url,
        stories.article_id
    from stories
    semi join asked using (story_id)
    left join copies using (article_id)
    order by stories.published_at, stories.article_id;

create or replace macro timeline(wanted) as table
    with told as (
        select article_id
        from stories
        where story_id = wanted
    ),

    asked_for as (
        select claim_id
        from store.discrepancy_claims
        where starts_with(discrepancy_id, wanted)
        union
        select claim_id
        from measures
        where event_id = wanted
        union
        select claims.claim_id
        from claims
        semi join told using (article_id)
        where claims.kind = 'count'
    )

    select
        claims.published_at,
        claims.low,
        claims.high,
        claims.bound,
        claims.text,
        claims.event,
        claims.unit,
        claims.place,
        claims.speaker,
        claims.outlet,
        claims.polarity,
        claims.claim_id
    from claims
    inner join asked_for using (claim_id)
    where claims.origin <> 'comment'
    order by claims.published_at, claims.low, claims.claim_id;

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
