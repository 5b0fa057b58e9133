create or replace macro fold(words) as lower(strip_accents(words));
