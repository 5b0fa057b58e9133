-- Parts that are added up and held against a total.
--
-- Question: do the parts one claimant gives in one sentence add up to the total that is stated for the same event?
-- Grain: one row per discrepancy and claim; position 1 is our sum of the parts, position 2 the total.
-- Caveats: parts are counts of different classes that the total's class includes (fighters and relatives are people).
--   A sum below the total is not reported: there may be further parts. A sum of ours never makes a conflict.

with parts as (
    select
        measures.*,
        classes.includes_class
    from measures
    inner join (select distinct unit_class, includes_class from store.unit_classes) as classes using (unit_class)
    where measures.role = 'stated' and not measures.is_part and classes.includes_class is not null
),

sums as (
    select
        scope_kind, scope_id, event, includes_class, place_key, day_key, claimant, article_id, sentence,
        if(bool_or(bound = 'about'), 'about', 'exact') as bound,
        sum(coalesce(low, high)) as low,
        sum(coalesce(high, low)) as high,
        list(claim_id order by claim_id) as claim_ids,
        array_to_string(list(unit_class order by unit_class), ' + ') as what
    from parts
    group by all
    having count(*) > 1 and count(distinct unit_class) = count(*)
    qualify row_number() over (
        partition by scope_kind, scope_id, event, includes_class, place_key, day_key, claimant, what
        order by max(published_at) desc, article_id, sentence
    ) = 1
),

totals as (
    select * from measures
    where role = 'stated' and not is_part and narrowed_to = [] and side is null
),

compared as (
    select
        sums.*,
        totals.claim_id as total_id,
        stable_id(['arithmetic', totals.measure_id, sums.claimant, sums.what]) as discrepancy_id,
        stand_together(sums.bound, sums.low, sums.high, totals.bound, totals.low, totals.high) as is_close,
        sums.low / nullif(coalesce(totals.low, totals.high), 0) as ratio,
        max(totals.high) over found as total_high,
        min(totals.low) over found as total_low
    from sums
    inner join totals
        on sums.scope_kind = totals.scope_kind
        and sums.scope_id = totals.scope_id
        and sums.event = totals.event
        and sums.includes_class = totals.unit_class
        and sums.place_key is not distinct from totals.place_key
        and sums.day_key is not distinct from totals.day_key
    window found as (partition by sums.claim_ids, totals.measure_id)
)

select 1
