-- One name for one speaker, group or place, whatever it is called in a text.

create or replace macro alias_key(words) as
trim(regexp_replace(trim(fold(words)), '^the |[''’]s?$|[^\p{L}\p{N}]+', ' ', 'g'));
