create or replace view articles as
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
where versions.seen_at <= as_of()
qualify row_number() over (partition by versions.article_id order by versions.version desc) = 1;

comment on view articles is 'What was read, each article as it stands now? '
'Try: from articles select outlet, title, published_at;';
