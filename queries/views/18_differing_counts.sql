-- Each measure whose numbers do not stand together, with all that are drawn, in the columns of a finding.

create or replace view differing_counts as
with gists as (
    select
        measure_id,
        scope_kind,
        scope_id,
        event,
        unit_class,
        narrowed_to,
        min(place) filter (where role = 'stated') as place,
        max(position) as position_count,
        -- A day that one claim alone states was lent to the others, and is not shown as theirs.
        if(count_if(states_day) > 1, day_key::varchar, null) as event_date
    from standings
    group by measure_id, scope_kind, scope_id, event, unit_class, narrowed_to, day_key
),

drawn as (
    select
        measure_id,
        position,
        position_low,
        position_high,
        claim_id,
        role
    from standings
    union all
    select
        unclear_counts.measure_id,
        gists.position_count + unclear_counts.nth as position,
        unclear_counts.low as position_low,
        unclear_counts.high as position_high,
        unclear_counts.claim_id,
        'unclear' as role
    from unclear_counts
    inner join gists using (measure_id)
)

select
    stable_id(['count', measure_id]) as discrepancy_id,
    if(gists.unit_class in ('percent', 'metre'), 'quantity', 'count') as kind,
    gists.scope_kind,
    gists.scope_id,
    gists.event,
    gists.unit_class as unit,
    gists.narrowed_to as modifiers,
    gists.place,
    gists.event_date,
    case count_gaps.why
        when 'sources differ' then 'conflict'
        when 'unclear who is counted' then 'unclear'
        when 'copied' then 'unclear'
        when 'scope differs' then 'unclear'
        when 'unit' then 'unclear'
        else 'drift'
    end as verdict,
    count_gaps.why,
    count_gaps.ratio,
    drawn.position,
    drawn.position_low,
    drawn.position_high,
    drawn.claim_id,
    drawn.role
from drawn
inner join count_gaps using (measure_id)
inner join gists using (measure_id);

comment on view differing_counts is 'Which measures have numbers that do not stand together, and who '
'stands where? Try: from differing_counts order by ratio desc, discrepancy_id, position limit 100;';
