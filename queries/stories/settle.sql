-- Name each article's story after what it has become part of, and forget the terms of long ago.

update store.story_articles
set story_id = resolved.story_id
from (
    with recursive merged as (
        select distinct joined_id
        from store.story_articles
        where
            story_id <> joined_id
            or joined_id in (select ended.from_id from store.story_merges as ended)
    ),

    followed as (
        select
            joined_id,
            joined_id as story_id
        from merged
        union all
        select
            followed.joined_id,
            ended.into_id
        from followed
        inner join store.story_merges as ended on followed.story_id = ended.from_id
    )

    select
        followed.joined_id,
        followed.story_id
    from followed
    anti join store.story_merges as ended on followed.story_id = ended.from_id
) as resolved
where
    story_articles.joined_id = resolved.joined_id
    and story_articles.story_id <> resolved.story_id;

delete from store.article_terms
where day < (select max(known.day) - 100 from store.story_articles as known);

drop table if exists candidates;

drop table if exists clusters;

drop table if exists cluster_links;

drop table if exists merging;

drop table if exists day_articles;

drop table if exists day_stories;

drop table if exists day_terms;

drop table if exists counted_terms;

drop table if exists near_links;

drop table if exists recent_links;

drop table if exists story_params;

drop table if exists terms_at_hand;

drop table if exists unread_articles;

drop table if exists unread_words;
