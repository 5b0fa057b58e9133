-- Record what became of each discrepancy.
--
-- Question: what is new, widened, narrowed, settled since the last run?
-- Grain: adds one row to store.discrepancy_states per discrepancy that changed; a run that finds nothing
--   new adds nothing.
-- Caveats: "settled" means that the sources no longer disagree. When an article left the topic, or its
--   window, the discrepancy has lapsed: nobody settled it.
--
-- Status, in this order: new (never seen, or settled or lapsed before), widened (a ratio 5 % higher, or
-- more positions), narrowed (a ratio 5 % lower, or fewer positions), unchanged (other claims, the same
-- gap).

insert into store.discrepancies by name
with measured as (
    select distinct
        discrepancy_id,
        kind,
        family,
        if(scope_kind = 'topic', scope_id, null) as topic_id,
        if(scope_kind = 'story', scope_id, null) as story_id,
        event,
        unit,
        modifiers,
        getvariable('now')::timestamptz as first_seen_at
    from found
)

select measured.*
from measured
anti join store.discrepancies using (discrepancy_id);

insert into store.discrepancy_states by name
with now_found as (
    select
        discrepancy_id,
        any_value(family) as family,
        any_value(verdict) as verdict,
        any_value(why) as why,
        any_value(ratio) as ratio,
        any_value(place) as place,
        any_value(event_date) as event_date,
        max(position) filter (where role <> 'unclear') as position_count,
        stable_id(list(
            [
                family,
                verdict,
                why,
                place,
                event_date,
                position::varchar,
                position_low::varchar,
                position_high::varchar,
                claim_id,
                role
            ]
            order by position, claim_id, role
        )) as fingerprint
    from found
    group by discrepancy_id
),

before as (
    select
        states.*,
        max(claims.position) filter (where claims.role <> 'unclear') as position_count
    from last_states as states
    left join store.discrepancy_claims as claims using (discrepancy_id, state)
    group by all
),

stood as (
    select
        standing.discrepancy_id,
        standing.state,
        claims.article_id
    from store.discrepancy_claims as standing
    left join store.claims using (claim_id)
),

in_scope as (
    select distinct article_id
    from holding
),

compared as (
    select known.discrepancy_id
    from store.discrepancies as known
    inner join touched
        on
            touched.scope_kind = if(known.topic_id is null, 'story', 'topic')
            and touched.scope_id = coalesce(known.topic_id, known.story_id)
),

gone as (
    select
        before.*,
        bool_and(in_scope.article_id is not null) as is_in_scope
    from before
    inner join compared using (discrepancy_id)
    inner join stood using (discrepancy_id, state)
    left join in_scope using (article_id)
    anti join now_found using (discrepancy_id)
    where before.status not in ('settled', 'lapsed')
    group by all
),

changes as (
    select
        now_found.discrepancy_id,
        coalesce(before.state, 0) + 1 as state,
        case
            when coalesce(before.status, 'settled') in ('settled', 'lapsed') then 'new'
            when now_found.position_count > before.position_count then 'widened'
            when now_found.position_count < before.position_count then 'narrowed'
            when now_found.ratio > before.ratio * 1.05 then 'widened'
            when now_found.ratio < before.ratio / 1.05 then 'narrowed'
            else 'unchanged'
        end as status,
        now_found.family,
        now_found.verdict,
        now_found.why,
        now_found.ratio,
        now_found.place,
        now_found.event_date,
        now_found.fingerprint
    from now_found
    left join before using (discrepancy_id)
    where now_found.fingerprint is distinct from before.fingerprint
    union all
    select
        discrepancy_id,
        state + 1 as state,
        if(is_in_scope, 'settled', 'lapsed') as status,
        family,
        verdict,
        why,
        ratio,
        place,
        event_date,
        if(is_in_scope, 'settled', 'lapsed') as fingerprint
    from gone
)

select
    *,
    getvariable('run_id') as run_id,
    getvariable('now')::timestamptz as changed_at
from changes;

insert into store.discrepancy_claims by name
select
    found.discrepancy_id,
    states.state,
    found.position,
    found.position_low,
    found.position_high,
    found.claim_id,
    found.role
from found
inner join last_states as states using (discrepancy_id)
anti join store.discrepancy_claims as known
    on states.discrepancy_id = known.discrepancy_id and states.state = known.state;

-- What they said is kept as it was read, also when the article is read again by other rules.
insert into store.standing_claims by name
with now_read as (
    select claims.*
    from store.claims as claims
    semi join found using (claim_id)
    except
    select * exclude (read_at)
    from store.standing_claims
    qualify row_number() over (partition by claim_id order by read_at desc) = 1
)

select
    *,
    getvariable('now')::timestamptz as read_at
from now_read;
