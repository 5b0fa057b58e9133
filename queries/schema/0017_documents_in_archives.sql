-- Many documents that came at once lie in one file.

comment on column store.documents.stored_as is 'the file with the bytes, below the data directory: '
'compressed with gzip, or a ZIP file with them as its member document_id';
