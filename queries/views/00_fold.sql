create or replace macro fold(words) as lower(strip_accents(words));

comment on macro fold is 'How are words compared: in lower case and without accents. Try: select fold(''Düsseldorf'');';
