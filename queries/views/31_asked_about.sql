-- What is asked about one thing: a story, an event, a topic, a moment.

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

create or replace macro changed_since(instant) as table
    with asked as (select instant as begun)

    select
        changes.changed_at,
        changes.what,
        changes.about,
        changes.id
    from (
        select
            first_seen_at as changed_at,
            'new article' as what,
            concat_ws(': ', outlet, title) as about,
            article_id as id
        from articles
        where first_seen_at > instant
        union all
        select
            seen_at as changed_at,
            'edited article' as what,
            concat_ws(': ', outlet, title) as about,
            article_id as id
        from articles
        where version > 1 and seen_at > instant
        union all
        select
            states.changed_at,
            states.status || ' discrepancy' as what,
            concat_ws(' ', kept.unit, kept.event, states.place, states.verdict) as about,
            states.discrepancy_id as id
        from store.discrepancy_states as states
        inner join store.discrepancies as kept using (discrepancy_id)
        cross join asked
        where states.changed_at > asked.begun and states.changed_at <= as_of()
        union all
        select
            marked_at as changed_at,
            mark || ' by the analyst' as what,
            note as about,
            discrepancy_id as id
        from store.marks
        where marked_at > instant and marked_at <= as_of()
    ) as changes
    order by changes.changed_at desc, changes.what asc, changes.id asc;
