-- Documents that are past their time.
--
-- Question: the bytes of which documents are no longer to be kept?
-- Grain: one row per document, the oldest first.
-- Parameters: before (what came in earlier is past its time).
-- Caveats: a document that comes again counts from when it first came; of those in one file, the last one
--   counts.

select
    document_id,
    stored_as,
    byte_count
from store.documents
where removed_at is null
qualify max(first_seen_at) over (partition by stored_as) < getvariable('before')::timestamptz
order by first_seen_at, document_id
