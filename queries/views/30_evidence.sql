create or replace macro evidence(wanted) as table
select
    claims.*,
    substr(articles.text, greatest(claims.start - 300, 0) + 1, claims."end" - claims.start + 600) as in_context,
    kept.stored_as as document
from claims
inner join articles using (article_id, version)
inner join store.documents as kept using (document_id)
where claims.claim_id = wanted;

comment on macro table evidence is 'What exactly was said, and in which document? '
'Try: from evidence((select min(claim_id) from claims));';
