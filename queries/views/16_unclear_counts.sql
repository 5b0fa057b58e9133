-- Numbers that may count the same, were it said who is counted: "thousands escaped", beside fighters who
-- escaped. Only where the same article counts the narrower class for the same event, and never of a toll:
-- the dead without a noun are people.

create or replace view unclear_counts as
with measured as materialized (
    select *
    from measures
    where extent = 'whole' and narrowed_to = [] and not is_toll(event)
),

narrower as (
    select distinct
        measure_id,
        article_id,
        scope_kind,
        scope_id,
        event,
        includes_class,
        place_key
    from measured
    where includes_class is not null and role in ('stated', 'inference')
)

select
    narrower.measure_id,
    unclear.claim_id,
    unclear.low,
    unclear.high,
    dense_rank() over (
        partition by narrower.measure_id
        order by coalesce(unclear.low, unclear.high), coalesce(unclear.high, unclear.low)
    ) as nth
from narrower
inner join measured as unclear
    on
        narrower.article_id = unclear.article_id
        and narrower.scope_kind = unclear.scope_kind
        and narrower.scope_id = unclear.scope_id
        and narrower.event = unclear.event
        and narrower.includes_class = unclear.unit_class
        and coalesce(narrower.place_key = unclear.place_key, true)
where unclear.names_nobody and unclear.role = 'stated';

comment on view unclear_counts is 'Which numbers may belong to a measure, were it said who is counted? '
'Try: from unclear_counts join claims using (claim_id) select text, sentence;';
