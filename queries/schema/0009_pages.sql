-- Pages that feeds point to, what became of each, and what sites let us read.

create table store.pages (
    article_id varchar not null,
    url varchar not null,
    outcome varchar not null,
    detail varchar not null,
    first_asked_at timestamptz not null,
    asked_at timestamptz not null,
    next_at timestamptz,
    read_at timestamptz,
    etag varchar,
    last_modified varchar,
    body_sha256 varchar,
    text_sha256 varchar,
    summary_length integer not null
);

comment on table store.pages is 'The page that an entry of a feed points to, read when the feed gives only a '
'summary, and again while it is young. One row per article.';
comment on column store.pages.article_id is 'the article, in store.articles';
comment on column store.pages.url is 'the address that the feed gives';
comment on column store.pages.outcome is 'what the last look came to: read, waiting, robots, paywall, '
'consent_page, other_page, film, shorter_than_feed, not_html, no_article, or how the fetch failed';
comment on column store.pages.detail is 'what was found';
comment on column store.pages.first_asked_at is 'when it was first wanted';
comment on column store.pages.asked_at is 'when it was last asked for';
comment on column store.pages.next_at is 'when it is read again; null = never';
comment on column store.pages.read_at is 'when its text was last taken for the article''s; null = never, the '
'article is the feed''s summary';
comment on column store.pages.etag is 'validator of the last answer, sent back with the next request';
comment on column store.pages.last_modified is 'validator of the last answer, sent back with the next '
'request';
comment on column store.pages.body_sha256 is 'hash of the last body, to notice an unchanged one';
comment on column store.pages.text_sha256 is 'hash of the headline and body last taken, to notice an edit';
comment on column store.pages.summary_length is 'characters of the feed''s own text';

create table store.robots (
    origin varchar not null,
    rules varchar not null,
    fetched_at timestamptz not null
);

comment on table store.robots is 'What a site lets programs read. One row per site.';
comment on column store.robots.origin is 'scheme and host, such as https://news.example.org';
comment on column store.robots.rules is 'its robots.txt; empty = it has none';
comment on column store.robots.fetched_at is 'when it was fetched; asked for again a day later';
