-- One name for one speaker, group or place, whatever it is called in a text.

create or replace macro alias_key(words) as
trim(regexp_replace(trim(fold(words)), '^the |[''’]s?$|[^\p{L}\p{N}]+', ' ', 'g'));

-- A speaker may be written with the body spoken for: "Amal Noor (Harbour Ministry)". What is known of such a
-- one is looked up by the whole, then by the name, then by the body.
create or replace macro speaker_keys(speaker) as [
    alias_key(speaker),
    alias_key(regexp_replace(speaker, '\s*\([^()]*\)$', '')),
    alias_key(regexp_extract(speaker, '\(([^()]*)\)$', 1))
];

-- The first that a map has for any of the keys, in the order of the keys.
create or replace macro first_known(known, keys) as
list_filter(list_transform(keys, lambda one: known[one]), lambda found: found is not null)[1];
