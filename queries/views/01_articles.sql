-- Only an edited article has a version above the first: those are few, so that they are looked up beside the
-- rest rather than all versions put in order.

create or replace view current_versions as
with edited as (
    select
        article_id,
        max(version) as version
    from store.article_versions
    where version > 1 and seen_at <= as_of()
    group by article_id
)

select versions.*
from store.article_versions as versions
left join edited using (article_id)
where versions.seen_at <= as_of() and versions.version = coalesce(edited.version, 1);

comment on view current_versions is 'What does each article say now, whatever brought it? '
'Quicker than articles. Try: from current_versions select outlet, title, published_at limit 100;';

-- Only where the day is not known is it looked up when the article came in.
create or replace view told_versions as
select
    article_id,
    outlet,
    published_at as told_at
from current_versions
where published_at is not null
union all
select
    versions.article_id,
    versions.outlet,
    kept.first_seen_at as told_at
from current_versions as versions
inner join store.articles as kept using (article_id)
where versions.published_at is null;

comment on view told_versions is 'When was each article published, or when did it come in where that is '
'not known? '
'Try: select told_at::date, count(*) from told_versions group by all order by all;';

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
from current_versions as versions
inner join store.articles as kept using (article_id);

comment on view articles is 'What was read, each article as it stands now? '
'Try: from articles select outlet, title, published_at limit 100;';
