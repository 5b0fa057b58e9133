-- What other rules changed.
--
-- Question: how many claims did the extractor read otherwise than the one before it, by kind and event?
-- Grain: one row per kind and event.
-- Parameters: extractor_version.

select
    kind,
    event,
    count(*) filter (where change = 'new') as new,
    count(*) filter (where change = 'gone') as gone,
    count(*) filter (where change = 'number') as other_number,
    count(*) filter (where change = 'details') as other_details
from store.rereadings
where reread_by = getvariable('extractor_version')
group by kind, event
order by count(*) desc, kind asc, event asc
