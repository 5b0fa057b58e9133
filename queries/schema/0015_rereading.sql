-- How claims were read before other rules read their articles again, and which raw documents were removed.

create table store.rereadings as
select
    claims.*,
    null::varchar as change,
    null::varchar as read_by,
    null::timestamptz as read_at,
    null::varchar as reread_by,
    null::timestamptz as reread_at
from store.claims as claims
where false;

comment on table store.rereadings is 'What was read otherwise when an article was read again by other rules. '
'One row per claim and change.';
comment on column store.rereadings.claim_id is 'the claim as read before; of a new one, as read then';
comment on column store.rereadings.article_id is 'its article';
comment on column store.rereadings.version is 'its version';
comment on column store.rereadings.doc is 'its document';
comment on column store.rereadings.span_start is 'first character';
comment on column store.rereadings.span_end is 'the character after the last';
comment on column store.rereadings.text is 'its words';
comment on column store.rereadings.sentence is 'its sentence';
comment on column store.rereadings.kind is 'what kind of number';
comment on column store.rereadings.origin is 'where in the article';
comment on column store.rereadings.bound is 'how the number was hedged';
comment on column store.rereadings.low is 'the smallest number it allowed';
comment on column store.rereadings.high is 'the largest number it allowed';
comment on column store.rereadings.unit is 'what was counted';
comment on column store.rereadings.modifiers is 'what narrowed the unit';
comment on column store.rereadings.event is 'what happened to them';
comment on column store.rereadings.place is 'where';
comment on column store.rereadings.event_date is 'when';
comment on column store.rereadings.speaker is 'who said so';
comment on column store.rereadings.speaker_kind is 'what kind of speaker';
comment on column store.rereadings.chain is 'how it travelled';
comment on column store.rereadings.polarity is 'asserted, denied, expected or possible';
comment on column store.rereadings.part_of is 'the total it was a part of';
comment on column store.rereadings.main is 'whether it was its article''s toll';
comment on column store.rereadings.rule is 'the rule that made it';
comment on column store.rereadings.is_inference is 'whether it was the writer''s own reasoning';
comment on column store.rereadings.change is 'new, gone, number (another one is read there) or details '
'(the same number, otherwise read)';
comment on column store.rereadings.read_by is 'the extractor that had read it so; null = new';
comment on column store.rereadings.read_at is 'when that one had; null = new';
comment on column store.rereadings.reread_by is 'the extractor that read it otherwise';
comment on column store.rereadings.reread_at is 'when that one did';

alter table store.documents add column removed_at timestamptz;

comment on column store.documents.removed_at is 'when its bytes were removed, after the time they were '
'to be kept; null = they are there';

comment on column store.runs.kind is 'ingest, analyse, digest, reanalyse or maintenance';
