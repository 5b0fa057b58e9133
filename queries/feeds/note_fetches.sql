-- Counts what fetches of feeds came to: one row per feed, day and outcome.
--
-- Parameters: fetches (JSON: url, day, outcome, detail, hint, is_failure, happened_at, brought).

create or replace temporary table fetched as
select unnest(
    from_json(
        getvariable('fetches')::json,
        '[{"url": "varchar", "day": "date", "outcome": "varchar", "detail": "varchar", "hint": "varchar",'
        ' "is_failure": "boolean", "happened_at": "timestamptz", "brought": "integer"}]'
    ),
    recursive := true
);

update store.feed_fetches as kept
set
    detail = fetched.detail,
    hint = fetched.hint,
    last_at = fetched.happened_at,
    times = kept.times + 1,
    brought = kept.brought + fetched.brought
from fetched
where kept.url = fetched.url and kept.day = fetched.day and kept.outcome = fetched.outcome;

insert into store.feed_fetches by name
select
    fetched.url,
    fetched.day,
    fetched.outcome,
    fetched.detail,
    fetched.hint,
    fetched.is_failure,
    fetched.happened_at as first_at,
    fetched.happened_at as last_at,
    1 as times,
    fetched.brought
from fetched
anti join store.feed_fetches using (url, day, outcome);

drop table fetched;
