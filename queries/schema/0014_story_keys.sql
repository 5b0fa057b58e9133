-- The terms by which articles that may tell the same are found, so that few are compared in full.

create table store.story_keys (
    article_id varchar not null,
    day date not null,
    keys uinteger[] not null
);

comment on table store.story_keys is 'The rarest of the terms that each article says most often, by which '
'those like it are found. One row per article of the last months.';
comment on column store.story_keys.article_id is 'the article';
comment on column store.story_keys.day is 'its day, as in article_samples';
comment on column store.story_keys.keys is 'the lower half of each term as a number';
