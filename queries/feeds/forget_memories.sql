-- Makes room for new memories.
--
-- Parameters: urls (of feeds).

delete from store.feed_memories
where url in (select unnest(getvariable('urls')::varchar[]));
