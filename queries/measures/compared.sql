-- What is compared in the end.
--
-- Tolls among the articles of a story, also within a topic, incident by incident; places set nothing else
-- apart in them, since articles place one event by town, province or landmark. What people did (left, were
-- sent) within a topic, by place and day, and in a story by incident, too. What nobody says the event of,
-- shares and lengths where a story's articles say them of the same thing; two sources side by side in their
-- article alone.

create or replace temp table compared_counts as
with of_topics as (
    select
        * exclude (
            unit, is_classed, main, is_part, is_named, span_start, story_id, is_quantity, context
        )
    from comparable_counts
    where scope_kind = 'topic' and not is_quantity and not is_toll(event) and event <> 'other'
),

of_stories as (
    select
        * exclude (unit, is_classed, main, is_part, is_named, span_start, story_id, figure)
        replace (if(is_toll(event) or event = 'other', null, place_key) as place_key),
        story_id as told_in,
        is_classed and unit_class <> 'person' as says_what
    from told_counts
),

own as (
    select of_stories.*
    from of_stories
    semi join own_claims using (scope_kind, scope_id, claim_id)
    where of_stories.says_what
),

of_incidents as (
    select
        * exclude (
            unit, is_classed, main, is_part, is_named, span_start, story_id, figure, sentence, part_of, text,
            first_day, last_day, is_of_main_figure, told_class, is_main, figure_nth, day
        ),
        story_id as told_in
    from incident_claims
),

of_sides as (
    select * exclude (says_what)
    from of_stories
    where event = 'other'
),

alike as (
    select
        * exclude (
            unit, is_classed, main, is_part, is_named, span_start, story_id, is_quantity, context, said_of
        )
        replace ([]::varchar[] as narrowed_to, null as side, null as place_key),
        false as counts_civilians,
        story_id as told_in,
        said_of as beside
    from alike_counts
)

select
    *,
    false as counts_civilians,
    null as told_in,
    null as beside,
    null as incident_id
from of_topics
union all by name
select
    *,
    null as beside
from of_incidents
union all by name
select
    * exclude (says_what),
    null as beside
from own
union all by name
select
    of_sides.*,
    of_sides.article_id as beside
from of_sides
semi join side_by_side using (scope_kind, scope_id, claim_id)
anti join own using (scope_kind, scope_id, claim_id)
union all by name
select alike.*
from alike
anti join own using (scope_kind, scope_id, claim_id);
