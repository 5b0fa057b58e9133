-- Which words are new on a topic in the last 24 hours, against the 28 days before?
--
-- Log-odds with an informative Dirichlet prior (Monroe and others 2008): each word's share in both, drawn
-- towards its share in all by the weight of as many words as are recent (500 at most), and measured by how
-- sure the difference is. Words of title and lead, once for each origin: what outlets copied counts once.
-- Of each topic the newest thousand articles of the day and of the weeks before are read, no more.

create or replace view emerging_terms as
with of_the_weeks as (
    select
        *,
        days_ago(published_at) = 0 as is_recent
    from topic_matches
    where origin_id = article_id and days_ago(published_at) <= 28
    window same_age as (partition by topic_id, is_recent order by published_at desc, article_id asc)
    qualify row_number() over same_age <= 1000
),

-- Joined by seen_at too, which lets DuckDB read only the part of the table where the newest lie.
told as (
    select
        matches.topic_id,
        matches.topic,
        matches.is_recent,
        list_distinct(regexp_extract_all(
            fold(concat_ws(' ', matches.title, left(versions.text, 600))), '[\p{L}][\p{L}\p{N}]{2,}'
        )) as words
    from of_the_weeks as matches
    inner join store.article_versions as versions using (article_id, version, seen_at)
),

spoken as (
    select
        topic_id,
        topic,
        is_recent,
        unnest(words) as term
    from told
),

counted as (
    select
        topic_id,
        topic,
        term,
        count(*) filter (where is_recent) as recent_count,
        count(*) filter (where not is_recent) as usual_count
    from spoken
    where not is_stop_word(term)
    group by topic_id, topic, term
),

weighed as (
    select
        *,
        sum(recent_count) over of_topic as all_recent,
        sum(usual_count) over of_topic as all_usual,
        least(500, all_recent) as all_drawn,
        recent_count + usual_count as all_count,
        all_drawn * all_count / (all_recent + all_usual) as drawn
    from counted
    window of_topic as (partition by topic_id)
),

compared as (
    select
        *,
        ln((recent_count + drawn) / (all_recent + all_drawn - recent_count - drawn))
        - ln((usual_count + drawn) / (all_usual + all_drawn - usual_count - drawn)) as log_odds,
        log_odds / sqrt(1 / (recent_count + drawn) + 1 / (usual_count + drawn)) as strength
    from weighed
    where all_recent > 0 and all_usual > 0
)

select
    topic_id,
    topic,
    term,
    recent_count,
    usual_count,
    round(strength, 2) as strength
from compared
where recent_count >= 2 and strength >= 1.96;

comment on view emerging_terms is 'Which words are new on a topic in the last 24 hours? In how many '
'origins, and how strongly. '
'Try: from emerging_terms order by topic_id, strength desc;';
