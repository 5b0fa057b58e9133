create or replace macro fold(words) as lower(strip_accents(words));

-- Patterns of topics know ASCII marks only: quotes and full stops are made so, other marks become blanks.
create or replace macro searched(words) as
regexp_replace(
    translate(strip_accents(words), '‘’ʼ“”„«»…。！？', '''''''"""""..!?'),
    '[^\x00-\x7f\p{L}\p{N}]',
    ' ',
    'g'
);
