create or replace macro as_of() as coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz);

create or replace macro moment() as coalesce(getvariable('as_of')::timestamptz, now());

-- Days of 24 hours up to the moment asked for, so that the newest is as long as those it is held against.
create or replace macro days_ago(instant) as
greatest(0, floor((epoch(moment()) - epoch(instant)) / 86400))::integer;

create or replace macro today() as coalesce(getvariable('as_of')::timestamptz::date, current_date);
