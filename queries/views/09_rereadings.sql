create or replace view rereadings as
select
    reread_at,
    change,
    doc,
    text,
    sentence,
    kind,
    bound,
    low,
    high,
    unit,
    event,
    speaker,
    span_start as start,
    span_end as "end",
    claim_id,
    article_id,
    version,
    read_by,
    read_at,
    reread_by
from store.rereadings
where reread_at <= as_of();

comment on view rereadings is 'Which claims did other rules read otherwise? And how were they read before. '
'Try: select change, kind, count(*) from rereadings group by all;';
comment on column rereadings.reread_at is 'when other rules read the article again';
comment on column rereadings.change is 'new, gone, number (another one is read there) or details (the same '
'number, otherwise read)';
comment on column rereadings.doc is 'the name a person knows the article by';
comment on column rereadings.text is 'the words of the claim as read before; of a new one, as read then';
comment on column rereadings.sentence is 'the sentence they stand in';
comment on column rereadings.kind is 'count, money, percent, length, duration, weight, other or stance';
comment on column rereadings.bound is 'how the number was hedged';
comment on column rereadings.low is 'smallest number the words allowed; null = open';
comment on column rereadings.high is 'largest number the words allowed; null = open';
comment on column rereadings.unit is 'what was counted';
comment on column rereadings.event is 'what happened to them';
comment on column rereadings.speaker is 'who was read to say so';
comment on column rereadings.start is 'first character in the text of the article, from 0';
comment on column rereadings."end" is 'one past the last character';
comment on column rereadings.claim_id is 'the claim';
comment on column rereadings.article_id is 'its article';
comment on column rereadings.version is 'its version';
comment on column rereadings.read_by is 'the extractor that had read it so; null = new';
comment on column rereadings.read_at is 'when that one had; null = new';
comment on column rereadings.reread_by is 'the extractor that read it otherwise';
