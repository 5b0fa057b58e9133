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

-- Who answers for a number. A speaker without a name is someone else at every outlet; an outlet that copied
-- its article speaks with the words of the outlet that published it first (first_outlet). Who has several
-- names stands in the view other_names: joined to, since a map of all names copied beside every row is slow.
create or replace macro is_nameless(speaker, speaker_kind, outlet) as
speaker_kind in ('anonymous', 'witness', 'unknown')
and speaker is not null
and coalesce(speaker <> outlet, true);

create or replace macro outlet_cited(chain, outlet, first_outlet, doc) as
coalesce(if(chain[-2] = outlet, first_outlet, chain[-2]), first_outlet, doc);

create or replace macro claimant_name(speaker, speaker_kind, chain, outlet, first_outlet, doc) as
case
    when is_nameless(speaker, speaker_kind, outlet) then speaker
    -- Nobody is known to have said it, not even an outlet.
    when outlet is null and speaker is null then doc
    when speaker = outlet then first_outlet
    else coalesce(speaker, outlet_cited(chain, outlet, first_outlet, doc))
end;

create or replace macro claimant_key(speaker, speaker_kind, chain, outlet, first_outlet, doc) as
if(
    is_nameless(speaker, speaker_kind, outlet),
    alias_key(outlet_cited(chain, outlet, first_outlet, doc)) || ': ',
    ''
)
|| alias_key(claimant_name(speaker, speaker_kind, chain, outlet, first_outlet, doc));

-- Whether two lists of names hold one that is spelt alike: Torrby, Torby.
create or replace macro are_names_alike(names, others) as
coalesce(
    list_max(list_transform(names, lambda name: list_max(list_transform(
        others,
        lambda other: jaro_winkler_similarity(
            regexp_replace(name, '^(al|el|the) ', ''), regexp_replace(other, '^(al|el|the) ', '')
        )
    )))) >= 0.9,
    false
);
