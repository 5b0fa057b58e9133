-- Only an edited article has a version above the first: those are few, so that they are looked up beside the
-- rest rather than all versions put in order.

create or replace view articles as
with edited as (
    select
        article_id,
        max(version) as version
    from store.article_versions
    where version > 1 and seen_at <= as_of()
    group by article_id
)

select
    versions.article_id,
    versions.doc,
    versions.outlet,
    versions.title,
    versions.url,
    versions.author,
    versions.published_at,
    versions.published_basis,
    versions.published_note,
    versions.language,
    versions.version,
    versions.seen_at,
    kept.source_kind,
    kept.source,
    kept.identity,
    kept.first_seen_at,
    versions.document_id,
    versions.text
from store.article_versions as versions
inner join store.articles as kept using (article_id)
left join edited using (article_id)
where versions.seen_at <= as_of() and versions.version = coalesce(edited.version, 1);

comment on view articles is 'What was read, each article as it stands now? '
'Try: from articles select outlet, title, published_at;';
