create or replace macro only_one(lowest, highest) as if(lowest = highest, lowest, null);

create or replace macro stable_id(parts) as left(sha256(parts::varchar), 16);

create or replace macro is_toll(event) as
event in ('kill', 'wound', 'missing', 'arrest', 'kidnap', 'displace', 'rescue', 'treat', 'infect', 'destroy');
