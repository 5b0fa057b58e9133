-- A number of one version of an article that the next version gives otherwise.
--
-- Both must count the same class for the same event at the same place in the article (headline or body), in
-- sentences that share half of their words; neither number may stand in the other version. A version that
-- says that it was corrected or updated, where the one before did not, changed nothing silently; nor did one
-- of another kind: a page that follows its feed's summary is longer, not edited.

create or replace view edited_numbers as
with edited as (
    select distinct
        scope_kind,
        scope_id,
        article_id
    from compared_scopes
    where version > 1
),

versions as (
    select
        edited.scope_kind,
        edited.scope_id,
        article_id,
        texts.version,
        documents.media_type,
        len(regexp_extract_all(
            fold(texts.text),
            '\b(correct(ed|ion)|clarif(ied|ication)|updated?|amended|earlier version|editor.s note)\b'
        )) as notice_count
    from edited
    inner join store.article_versions as texts using (article_id)
    inner join store.documents as documents using (document_id)
    where texts.seen_at <= as_of()
),

numbers as (
    select
        versions.*,
        found.claim_id,
        found.origin,
        coalesce(found.event, 'other') as event,
        coalesce(counted_as.unit_class, found.unit) as unit_class,
        found.place,
        found.bound,
        found.low,
        found.high,
        coalesce(found.low, found.high) as figure,
        list_distinct(regexp_extract_all(fold(found.sentence), '\p{L}{3,}')) as words
    from versions
    inner join store.claims as found using (article_id, version)
    left join counted_as on found.unit = counted_as.unit
    where
        found.kind = 'count'
        and found.origin in ('headline', 'body')
        and coalesce(found.low, found.high) is not null
),

kept as (
    select distinct
        one.scope_kind,
        one.scope_id,
        one.claim_id,
        other.version as other_version
    from numbers as one
    inner join numbers as other using (scope_kind, scope_id, article_id, event, unit_class, figure)
    where abs(one.version - other.version) = 1
),

paired as (
    select
        before.*,
        after.claim_id as after_id,
        after.low as after_low,
        after.high as after_high,
        after.figure as after_figure,
        after.version as after_version,
        len(list_intersect(before.words, after.words))
        / len(list_distinct(list_concat(before.words, after.words))) as likeness
    from numbers as before
    inner join numbers as after using (scope_kind, scope_id, article_id, event, unit_class, origin)
    where
        after.version = before.version + 1
        and after.notice_count <= before.notice_count
        and after.media_type = before.media_type
)

select *
from paired
where
    likeness >= 0.5
    and not exists (
        select 1
        from kept
        where
            (kept.claim_id = paired.claim_id and kept.other_version = paired.after_version)
            or (kept.claim_id = paired.after_id and kept.other_version = paired.version)
    )
qualify
    row_number() over (partition by scope_kind, scope_id, claim_id order by likeness desc, after_id asc) = 1;

comment on view edited_numbers is 'Which numbers did an outlet change in a published article? '
'Try: from edited_numbers select figure, after_figure;';
