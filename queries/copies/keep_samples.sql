-- Keep a quarter of the runs of each changed article, and lay out with which it may share more than a few.
--
-- The hash chooses: the runs whose hash four divides are the same quarter in every article. Candidates of
-- another outlet were published within thirty days, have a run in common whose hash sixteen divides (all
-- but one in ten pairs of short articles that share a fifth have), and share a twelfth of their samples.

insert into store.article_samples by name
with sampled as (
    select
        article_id,
        list_sort(list_filter(runs, lambda run: run % 4 = 0)) as runs
    from article_runs
)

select
    changed_articles.article_id,
    changed_articles.version,
    coalesce(articles.published_at, articles.first_seen_at)::date as day,
    coalesce(articles.published_at, articles.first_seen_at) as told_at,
    articles.first_seen_at::date as seen_day,
    articles.published_at is not null as is_dated,
    coalesce(sampled.runs, []) as runs
from changed_articles
inner join articles using (article_id, version)
left join sampled using (article_id);

create or replace temp table copy_candidates as
with window_days as (
    select
        min(samples.day) - 30 as since_day,
        max(samples.day) + 30 as until_day
    from store.article_samples as samples
    semi join changed_articles on samples.article_id = changed_articles.article_id
),

near as materialized (
    select
        samples.article_id,
        samples.day,
        samples.runs,
        changed_articles.article_id is not null as is_changed,
        coalesce(articles.outlet, articles.article_id) as outlet
    from store.article_samples as samples
    inner join window_days on samples.day between window_days.since_day and window_days.until_day
    inner join articles using (article_id, version)
    left join changed_articles using (article_id)
),

keys as materialized (
    select
        near.article_id,
        near.outlet,
        near.day,
        near.is_changed,
        unnest(list_filter(near.runs, lambda run: run % 16 = 0)) as run
    from near
),

meetings as (
    select distinct
        least(changed.article_id, known.article_id) as article_id,
        greatest(changed.article_id, known.article_id) as other_id
    from keys as changed
    inner join keys as known using (run)
    where
        changed.is_changed
        and changed.outlet <> known.outlet
        and abs(changed.day - known.day) <= 30
)

select meetings.*
from meetings
inner join near as one using (article_id)
inner join near as other on meetings.other_id = other.article_id
where 12 * len(list_intersect(one.runs, other.runs)) >= least(len(one.runs), len(other.runs));

create or replace temp table articles_to_read as
with members as (
    select article_id
    from copy_candidates
    union
    select other_id
    from copy_candidates
)

select
    articles.article_id,
    articles.version
from articles
semi join members on articles.article_id = members.article_id;
