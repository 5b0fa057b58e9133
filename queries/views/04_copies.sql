-- An article whose words came from elsewhere is no source of its own.

create or replace view copies as
with both_ways as (
    select
        article_id,
        share
    from store.copy_pairs
    union all
    select
        other_id,
        share
    from store.copy_pairs
),

shares as (
    select
        article_id,
        max(share) as share
    from both_ways
    group by article_id
)

select
    copied.article_id,
    versions.doc,
    versions.outlet,
    versions.published_at,
    copied.first_id as first_article_id,
    first_versions.doc as first_doc,
    first_versions.outlet as first_outlet,
    round(shares.share, 2) as share
from store.copied_articles as copied
inner join current_versions as versions using (article_id)
inner join current_versions as first_versions on copied.first_id = first_versions.article_id
inner join shares on copied.article_id = shares.article_id
where copied.article_id <> copied.first_id;

comment on view copies is 'Which articles copy one that came out before? More than a fifth of their words, '
'in runs of six, stand there too, and another outlet published it. Share is of the shorter article, with '
'whom it has most in common. '
'Try: from copies order by first_doc, published_at limit 100;';
