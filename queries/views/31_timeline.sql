-- What was said of one thing, in the order in which it was published.

create or replace macro timeline(wanted) as table
    with told as materialized (
        select
            article_id,
            version
        from stories
        where story_id = wanted
    ),

    asked_for as materialized (
        select claim_id
        from store.discrepancy_claims
        where starts_with(discrepancy_id, wanted)
        union
        select claim_id
        from measures
        where event_id = wanted
        union
        select found.claim_id
        from store.claims as found
        semi join told using (article_id, version)
        where found.kind = 'count'
    ),

    -- Looked up by the row's place, which lets DuckDB pass over all others.
    places as materialized (
        select found.rowid as place
        from store.claims as found
        semi join asked_for using (claim_id)
    ),

    said as materialized (
        select *
        from store.claims
        where rowid in (select places.place from places) and origin <> 'comment'
    )

    select
        versions.published_at,
        said.low,
        said.high,
        said.bound,
        said.text,
        said.event,
        said.unit,
        said.place,
        said.speaker,
        versions.outlet,
        said.polarity,
        said.claim_id
    from said
    inner join current_versions as versions using (article_id, version)
    order by versions.published_at, said.low, said.claim_id;
