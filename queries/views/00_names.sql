-- One name for one speaker, group or place, whatever it is called in a text.

create or replace macro alias_key(words) as regexp_replace(trim(fold(words)), '^the |[''’]s?$|[^\p{L}\p{N}]+', ' ', 'g').trim();

comment on macro alias_key is 'Under which key are other names looked up? Try: select alias_key(''the Islamic State''''s'');';
