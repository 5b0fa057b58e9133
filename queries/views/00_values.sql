create or replace macro only_one(lowest, highest) as if(lowest = highest, lowest, null);

comment on macro only_one is 'The value of a column that holds no other, from its min and max. Try: select only_one(1, 1);';

create or replace macro stable_id(parts) as left(sha256(parts::varchar), 16);

comment on macro stable_id is 'An id made of what it stands for, the same on every run. Try: select stable_id([''a'', ''b'']);';

create or replace macro is_toll(event) as
event in ('kill', 'wound', 'missing', 'arrest', 'kidnap', 'displace', 'rescue', 'treat', 'infect', 'destroy');

comment on macro is_toll is 'Are these counted while they become more, so that a later number is naturally the higher? '
'Try: select is_toll(''kill'');';
