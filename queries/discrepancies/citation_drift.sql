-- Numbers put into another outlet's mouth.
--
-- Question: does an outlet quote another with a number that the other's own article does not give?
-- Grain: one row per discrepancy and claim; the lower position first.
-- Caveats: only where the other's own article is at hand, was published no later than a day after, and gives
--   another number for the same measure. What it said elsewhere is not known here.

with said as materialized (
    select
        measures.*,
        versions.outlet,
        list_distinct(list_append(claims.chain, claims.speaker)) as cited_names
    from measures
    inner join store.claims as claims using (claim_id)
    inner join store.article_versions as versions
        on claims.article_id = versions.article_id and claims.version = versions.version
    where measures.role = 'stated'
),

attributed as (
    select
        * exclude (cited_names),
        unnest(cited_names) as cited_name
    from said
),

quoted as (
    select
        *,
        alias_key(cited_name) as cited
    from attributed
),

own as (
    select
        *,
        alias_key(outlet) as outlet_key
    from said
    where outlet is not null
),

held_against as (
    select
        quoted.*,
        own.claim_id as own_id,
        own.low as own_low,
        own.high as own_high,
        coalesce(own.low, own.high) as own_figure,
        coalesce(quoted.low, quoted.high) as figure,
        bool_or(stand_together(quoted.bound, quoted.low, quoted.high, own.bound, own.low, own.high))
            over (partition by quoted.measure_id, quoted.claim_id, quoted.cited) as is_given
    from quoted
    inner join own on quoted.measure_id = own.measure_id and quoted.cited = own.outlet_key
    where
        alias_key(quoted.outlet) is distinct from quoted.cited
        and own.article_id <> quoted.article_id
        and coalesce(own.published_at <= quoted.published_at + interval 1 day, true)
),

drifted as (
    select
        *,
        stable_id(['citation', measure_id, cited, alias_key(outlet)]) as discrepancy_id
    from held_against
    where not is_given
),

sides as (
    select
        *,
        if(figure < own_figure, 1, 2) as position,
        low as position_low,
        high as position_high,
        claim_id as said_id
    from drifted
    union all
    select
        *,
        if(figure < own_figure, 2, 1) as position,
        own_low as position_low,
        own_high as position_high,
        own_id as said_id
    from drifted
)

select distinct
    discrepancy_id,
    'citation' as kind,
    'citation_drift' as family,
    scope_kind,
    scope_id,
    event,
    unit_class as unit,
    narrowed_to as modifiers,
    min(place) over (partition by discrepancy_id) as place,
    null as event_date,
    'unclear' as verdict,
    'sources differ' as why,
    max(round(times_apart(figure, figure, own_figure, own_figure), 2))
        over (partition by discrepancy_id) as ratio,
    position,
    min(position_low) over (partition by discrepancy_id, position) as position_low,
    max(position_high) over (partition by discrepancy_id, position) as position_high,
    said_id as claim_id,
    'stated' as role
from sides
order by discrepancy_id, position, claim_id
