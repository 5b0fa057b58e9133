create or replace view known_sources as
with named as (
    select
        alias_key(name) as name_key,
        min(grade) as grade,
        min(nullif(note, '')) as note
    from store.sources
    group by name_key
)

select
    coalesce(map_from_entries(list((name_key, grade))), map { }) as grades,
    coalesce(map_from_entries(list((name_key, note))), map { }) as notes
from named;

comment on view known_sources is 'What does the analyst know of the sources? One row. '
'Try: select first_known(grades, speaker_keys(''Amal Noor (Harbour Ministry)'')) from known_sources;';
