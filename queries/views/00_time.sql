create or replace macro as_of() as coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz);

comment on macro as_of is 'As of when do the views answer: the variable as_of, else now. Try: set variable as_of = ''2026-11-21'';';

create or replace macro today() as coalesce(getvariable('as_of')::timestamptz::date, current_date);

comment on macro today is 'Which day do windows of "the last n days" end on: that of as_of, else today. Try: select today();';
