create or replace view claims as
select
    found.claim_id,
    found.doc,
    found.span_start as start,
    found.span_end as "end",
    found.text,
    found.sentence,
    found.kind,
    found.origin,
    found.bound,
    found.low,
    found.high,
    found.unit,
    found.modifiers,
    found.event,
    found.place,
    found.event_date,
    found.speaker,
    found.speaker_kind,
    found.chain,
    found.polarity,
    found.part_of,
    found.main,
    found.rule,
    found.is_inference,
    versions.outlet,
    versions.title,
    versions.url,
    versions.published_at,
    found.article_id,
    found.version
from store.claims as found
inner join current_versions as versions using (article_id, version);

comment on view claims is 'Who says which number, or yes or no, and where? '
'Try: from claims where unit = ''truck'' order by low limit 100;';
