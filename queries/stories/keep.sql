-- Keep which articles make a story, in place of what was kept before.

delete from store.story_articles;

insert into store.story_articles by name
select
    first_value(clusters.article_id) over (
        partition by clusters.cluster_id
        order by articles.published_at, clusters.article_id
    ) as story_id,
    clusters.article_id,
    articles.version
from clusters
inner join articles using (article_id);

drop table clusters;

drop table cluster_links;

drop table merging;
