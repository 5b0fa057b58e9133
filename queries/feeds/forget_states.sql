-- Makes room for new states.
--
-- Parameters: urls (of feeds).

delete from store.feeds
where url in (select unnest(getvariable('urls')::varchar[]));
