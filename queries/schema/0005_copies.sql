-- Copies: articles of different outlets with so many words in common that they are one source.

create table store.article_samples (
    article_id varchar not null,
    version integer not null,
    day date not null,
    runs ubigint[] not null
);

comment on table store.article_samples is 'By which runs of six words a copy of an article is found. One '
'row per article; made from its current version.';
comment on column store.article_samples.article_id is 'the article';
comment on column store.article_samples.version is 'its version';
comment on column store.article_samples.day is 'when it was published; where that is not known, when it came '
'in';
comment on column store.article_samples.runs is 'hashes of a quarter of them, chosen by the hash, in order';

create table store.copy_pairs (
    article_id varchar not null,
    other_id varchar not null,
    share double not null
);

comment on table store.copy_pairs is 'Which articles of different outlets are so alike that one copies the '
'other, or both a third. One row per pair.';
comment on column store.copy_pairs.article_id is 'the article with the lower id';
comment on column store.copy_pairs.other_id is 'the other';
comment on column store.copy_pairs.share is 'share of the runs of six words of the shorter one that stand in '
'both';

create table store.copied_articles (
    article_id varchar not null,
    first_id varchar not null
);

comment on table store.copied_articles is 'Articles that are one source. One row per article that shares '
'words with another, also for the one published first.';
comment on column store.copied_articles.article_id is 'the article';
comment on column store.copied_articles.first_id is 'the one of its source that was published first';
