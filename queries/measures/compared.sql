-- What is compared in the end.
--
-- Tolls, and what nobody says the event of, among the articles of a story, also within a topic; what people
-- did (left, were sent) within a topic, by place and day; two sources side by side in their article alone.

create or replace temp table compared_counts as
with of_topics as (
    select * exclude (unit, main, is_part, is_named, span_start, story_id)
    from comparable_counts
    where scope_kind = 'topic' and not is_toll(event) and event <> 'other'
),

of_stories as (
    select
        * exclude (unit, main, is_part, is_named, span_start, story_id, figure) replace (null as place_key),
        story_id as told_in
    from told_counts
),

own as (
    select of_stories.*
    from of_stories
    semi join own_claims using (scope_kind, scope_id, claim_id)
)

select
    *,
    false as counts_civilians,
    null as told_in,
    null as beside
from of_topics
union all by name
select
    *,
    null as beside
from own
union all by name
select
    of_stories.*,
    of_stories.article_id as beside
from of_stories
semi join side_by_side using (scope_kind, scope_id, claim_id)
anti join own using (scope_kind, scope_id, claim_id);
