-- Which documents were removed.
--
-- Question: the bytes of which of these documents were removed, and are not to be stored again?
-- Grain: one row per document.
-- Parameters: documents (document ids).

with asked as (
    select unnest(getvariable('documents')::varchar[]) as document_id
)

select documents.document_id
from store.documents as documents
semi join asked on documents.document_id = asked.document_id
where documents.removed_at is not null
