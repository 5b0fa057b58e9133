-- Note that the bytes of the documents in the variable `removed` are gone.
--
-- Parameters: removed (document ids); now.

update store.documents
set removed_at = getvariable('now')::timestamptz
where list_contains(getvariable('removed')::varchar[], document_id)
