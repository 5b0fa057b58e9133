-- Which outlets' pages can be read.
--
-- A page is the article where a feed gives only a summary; where it could not be taken, the summary stands.
-- Waiting for its turn, or being kept off by robots.txt, is no failure, nor is a film, nor a page that says
-- less.

create or replace view page_health as
with looked as (
    select
        articles.outlet,
        pages.outcome,
        pages.url,
        pages.asked_at,
        pages.outcome not in ('read', 'robots', 'film', 'shorter_than_feed') as is_failure
    from store.pages as pages
    inner join articles using (article_id)
    where
        pages.outcome <> 'waiting'
        and pages.asked_at > as_of() - interval 7 day and pages.asked_at <= as_of()
),

counted as (
    select
        outlet,
        count(*) as page_count,
        count(*) filter (where is_failure) as failed_count,
        mode(outcome) filter (where is_failure) as outcome,
        max_by(url, asked_at) filter (where is_failure) as example
    from looked
    group by outlet
)

select
    outlet,
    case when failed_count >= 3 and failed_count * 2 >= page_count then 'failing' else 'well' end as state,
    page_count,
    failed_count,
    outcome,
    example,
    failed_count || ' of ' || page_count || ' pages of the last seven days could not be taken, such as '
    || example as said
from counted;

comment on view page_health is 'Which outlets'' pages could be read in the last seven days, and what failed '
'most often? One row per outlet. Try: from page_health where state = ''failing'';';
