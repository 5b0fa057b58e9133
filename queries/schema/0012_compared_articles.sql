-- Which articles were compared, so that a run need not work that out again for what did not change.

create table store.compared_articles (
    scope_kind varchar not null,
    scope_id varchar not null,
    article_id varchar not null,
    version integer not null,
    measured_at timestamptz not null
);

comment on table store.compared_articles is 'Which articles were compared with each other. One row per '
'topic or story, and article.';
comment on column store.compared_articles.scope_kind is 'topic or story';
comment on column store.compared_articles.scope_id is 'the topic or the story';
comment on column store.compared_articles.article_id is 'the article';
comment on column store.compared_articles.version is 'its version';
comment on column store.compared_articles.measured_at is 'when they were last compared';
