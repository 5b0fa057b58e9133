create or replace view first_outlets as
select
    copied.article_id,
    any_value(versions.outlet) as outlet
from store.copied_articles as copied
inner join store.article_versions as versions on copied.first_id = versions.article_id
where copied.article_id <> copied.first_id
group by copied.article_id;

comment on view first_outlets is 'Of articles that were copied: who published their words first? '
'Try: from first_outlets join articles using (article_id) select doc, articles.outlet, first_outlets.outlet '
'limit 100;';
