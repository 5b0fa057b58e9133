-- Pages that were wanted lately, and what is known of their articles
--
-- Question: which pages are known, and which of them are to be read again now?
-- Inputs: as_of, the moment asked for; pages first wanted more than a month before are left out.
-- Grain: one row per article whose page was wanted.

select
    pages.*,
    kept.source,
    kept.identity,
    articles.outlet,
    articles.title,
    articles.author,
    articles.published_at,
    articles.published_basis,
    articles.published_note,
    articles.language,
    coalesce(pages.next_at <= getvariable('as_of'), false) as is_due
from store.pages as pages
inner join store.articles as kept using (article_id)
inner join articles using (article_id)
where pages.first_asked_at > getvariable('as_of') - interval 30 day
order by pages.next_at, pages.article_id
