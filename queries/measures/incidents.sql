-- Which figures of a story are of one incident, and their claims.
--
-- What came together one by one joins what is as likely of the same incident on average, so that no chain of
-- likely neighbours joins two incidents. An incident that only one article tells of, not as its main one, is
-- background.

create or replace temp table incidents as
with recursive group_pairs as (
    select
        greatest(one.first_nth, other.first_nth) as one_nth,
        least(one.first_nth, other.first_nth) as other_nth,
        avg(pairs.likelihood) as likelihood
    from figure_pairs as pairs
    inner join figure_groups as one on pairs.one_nth = one.figure_nth
    inner join figure_groups as other on pairs.other_nth = other.figure_nth
    -- Not as one <> other, on which DuckDB would join, comparing all with all.
    where greatest(one.first_nth, other.first_nth) > least(one.first_nth, other.first_nth)
    group by all
    having avg(pairs.likelihood) >= least_likelihood()
),

joins as (
    select
        one_nth,
        other_nth
    from group_pairs
    qualify row_number() over (partition by one_nth order by likelihood desc, other_nth asc) = 1
),

firsts as (
    select distinct first_nth
    from figure_groups
),

followed as (
    select
        first_nth,
        first_nth as incident_nth
    from firsts
    where first_nth not in (select joins.one_nth from joins)
    union all
    select
        joins.one_nth as first_nth,
        followed.incident_nth
    from followed
    inner join joins on followed.first_nth = joins.other_nth
),

named as (
    select
        told_figures.*,
        followed.incident_nth,
        first.first_claim_id as incident_id
    from figure_groups
    inner join followed using (first_nth)
    inner join told_figures using (figure_nth)
    inner join told_figures as first on followed.incident_nth = first.figure_nth
),

-- Of several figures that one source gives in one article, the first is of the incident.
standing as (
    select
        *,
        arg_min(first_day, rank) over (partition by incident_nth) as day
    from named
    window
        before as (
            partition by incident_nth, article_id
            order by rank
            rows between unbounded preceding and 1 preceding
        )
    qualify not coalesce(list_has_any(claimants, flatten(list(claimants) over before)), false)
)

select
    *,
    count(distinct article_id) over one_incident as article_count,
    count(*) over one_incident as figure_count
from standing
window one_incident as (partition by incident_nth);

create or replace temp table incident_claims as
with kept as (
    select
        figure_nth,
        incident_id,
        day
    from incidents
    where is_main or figure_count > 1
),

told as (
    select
        figure_claims.*,
        kept.incident_id,
        kept.day
    from figure_claims
    inner join kept using (figure_nth)
)

select
    *
    replace (
        told_class as unit_class,
        if(is_toll(event), null, place_key) as place_key,
        day as event_day
    )
from told;
