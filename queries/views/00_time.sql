create or replace macro as_of() as coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz);

create or replace macro today() as coalesce(getvariable('as_of')::timestamptz::date, current_date);
