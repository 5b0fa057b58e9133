-- What the analyst set aside, as far as it still holds: a mark ends on its day, and when the sources part
-- further or anew.

create or replace view marks as
with newest as (
    select *
    from store.marks
    where marked_at <= as_of()
    qualify row_number() over (partition by discrepancy_id order by marked_at desc, rowid desc) = 1
),

parted as (
    select
        newest.discrepancy_id,
        min(states.changed_at) as parted_at
    from newest
    inner join store.discrepancy_states as states
        on newest.discrepancy_id = states.discrepancy_id and newest.marked_at < states.changed_at
    where states.changed_at <= as_of() and states.status in ('new', 'widened')
    group by newest.discrepancy_id
)

select
    newest.discrepancy_id,
    if(parted.parted_at is not null or coalesce(newest.until_date <= today(), false), 'open', newest.mark)
        as mark,
    newest.mark as given,
    newest.note,
    newest.marked_at,
    newest.until_date,
    parted.parted_at
from newest
left join parted using (discrepancy_id);

comment on view marks is 'Which discrepancies are acknowledged or muted? By the analyst, until when. '
'Try: from marks order by marked_at desc;';
