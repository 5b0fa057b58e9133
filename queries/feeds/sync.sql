-- Forgets feeds that are not configured any more, and notes which are paused. What they brought stays.
--
-- Parameters: configured, paused (addresses of feeds).

delete from store.feeds
where url not in (select unnest(getvariable('configured')::varchar[]));

delete from store.feed_memories
where url not in (select unnest(getvariable('configured')::varchar[]));

update store.feeds
set is_paused = list_contains(getvariable('paused')::varchar[], url)
where is_paused is distinct from list_contains(getvariable('paused')::varchar[], url);
