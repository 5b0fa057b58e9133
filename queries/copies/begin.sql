-- Lay out which articles are new or have a new version, and forget what was known of them.

create or replace temp table changed_articles as
select
    articles.article_id,
    articles.version
from articles
anti join store.article_samples as samples
    on articles.article_id = samples.article_id and articles.version = samples.version;

create or replace temp table articles_to_read as
select *
from changed_articles;

-- Whoever was of one source with a changed article may not be any longer.
create or replace temp table regrouped_articles as
with loosened as (
    select distinct copied.first_id
    from store.copied_articles as copied
    semi join changed_articles on copied.article_id = changed_articles.article_id
)

select copied.article_id
from store.copied_articles as copied
semi join loosened on copied.first_id = loosened.first_id;

delete from store.copy_pairs
where
    article_id in (select changed_articles.article_id from changed_articles)
    or other_id in (select changed_articles.article_id from changed_articles);

delete from store.article_samples
where article_id in (select changed_articles.article_id from changed_articles);
