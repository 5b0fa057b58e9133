-- When a feed is asked again, where it moved, what each fetch came to, and what is remembered of its entries.

alter table store.feeds add column address varchar;
alter table store.feeds add column interval_minutes double;
alter table store.feeds add column not_before timestamptz;
alter table store.feeds add column moved_to varchar;
alter table store.feeds add column moved_since timestamptz;
alter table store.feeds add column retired_at timestamptz;
alter table store.feeds add column is_paused boolean;

comment on column store.feeds.address is 'where it moved for good, asked instead of url; null = url';
comment on column store.feeds.interval_minutes is 'how long to wait between two fetches, learned from how '
'often it brings something';
comment on column store.feeds.not_before is 'until when its server asked us to stay away; null = it did not';
comment on column store.feeds.moved_to is 'where permanent redirects lead, not yet believed';
comment on column store.feeds.moved_since is 'since when they lead there';
comment on column store.feeds.retired_at is 'when its server said that it is gone for good';
comment on column store.feeds.is_paused is 'whether the operator paused it';

create table store.feed_memories (
    url varchar not null,
    memory varchar not null
);

comment on table store.feed_memories is 'What is remembered of a feed''s entries, to tell new from edited. '
'One row per feed.';
comment on column store.feed_memories.url is 'the feed, in store.feeds';
comment on column store.feed_memories.memory is 'its entries as JSON: identity, document, hash of its bytes, '
'guid, link, hash of its words';

create table store.feed_fetches (
    url varchar not null,
    day date not null,
    outcome varchar not null,
    detail varchar not null,
    hint varchar not null,
    is_failure boolean not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    times integer not null,
    brought integer not null
);

comment on table store.feed_fetches is 'What fetches of a feed came to. One row per feed, day and outcome.';
comment on column store.feed_fetches.url is 'the feed, as configured';
comment on column store.feed_fetches.day is 'the day of the fetches, in UTC';
comment on column store.feed_fetches.outcome is 'fetched, not_modified, same_body, or what failed';
comment on column store.feed_fetches.detail is 'what was found the last time';
comment on column store.feed_fetches.hint is 'what to do; empty when nothing';
comment on column store.feed_fetches.is_failure is 'whether something was wrong';
comment on column store.feed_fetches.first_at is 'the first of these fetches';
comment on column store.feed_fetches.last_at is 'the last of these fetches';
comment on column store.feed_fetches.times is 'how many fetches came to it';
comment on column store.feed_fetches.brought is 'how many entries were new or edited';
