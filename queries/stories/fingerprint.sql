-- What is known of the stories of one day (the variable day).
--
-- Question: which stories did its articles join, and which stories did they show to be one?
-- Grain: one row, with a hash of each.

select
    (
        select md5(list([article_id, joined_id] order by article_id)::varchar)
        from store.story_articles
        where day = getvariable('day')::date
    ) as joined,
    (
        select md5(list([from_id, into_id] order by from_id)::varchar)
        from store.story_merges
        where day = getvariable('day')::date
    ) as merged
