-- Copies: articles of different outlets with so many words in common that they are one source. And stories,
-- told day by day.

create table store.article_samples (
    article_id varchar not null,
    version integer not null,
    day date not null,
    told_at timestamptz not null,
    seen_day date not null,
    is_dated boolean not null,
    runs ubigint[] not null
);

comment on table store.article_samples is 'By which runs of six words a copy of an article is found. One '
'row per article; made from its current version.';
comment on column store.article_samples.article_id is 'the article';
comment on column store.article_samples.version is 'its version';
comment on column store.article_samples.day is 'when it was published; where that is not known, when it '
'came in';
comment on column store.article_samples.told_at is 'the same to the second';
comment on column store.article_samples.seen_day is 'when it came in';
comment on column store.article_samples.is_dated is 'whether it is known when it was published';
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

drop table store.article_terms;

create table store.article_terms (
    article_id varchar not null,
    version integer not null,
    day date not null,
    terms ubigint[] not null,
    occurrences utinyint[] not null
);

comment on table store.article_terms is 'By which words an article is held against others. One row per '
'article of the last months; an older one is read again when it is needed.';
comment on column store.article_terms.article_id is 'the article';
comment on column store.article_terms.version is 'its version';
comment on column store.article_terms.day is 'as in store.article_samples';
comment on column store.article_terms.terms is 'hashes of its terms; the remainder by four tells the '
'kind: 0 a name or number, 1 a word near the beginning, 2 two words in a row';
comment on column store.article_terms.occurrences is 'how often each stands there, in the order of terms';

create table store.story_links (
    day date not null,
    one_id varchar not null,
    other_id varchar not null,
    similarity bigint not null
);

comment on table store.story_links is 'Which articles are alike. One row per pair.';
comment on column store.story_links.day is 'day of the later one, by whose weights they were compared';
comment on column store.story_links.one_id is 'the later article';
comment on column store.story_links.other_id is 'the other';
comment on column store.story_links.similarity is 'mean cosine of their terms of each kind, in millionths';

drop table store.story_articles;

create table store.story_articles (
    story_id varchar not null,
    article_id varchar not null,
    version integer not null,
    day date,
    joined_id varchar
);

comment on table store.story_articles is 'Which articles report the same event. One row per article.';
comment on column store.story_articles.story_id is 'named after the article published first';
comment on column store.story_articles.article_id is 'the article';
comment on column store.story_articles.version is 'its version when stories were last looked for';
comment on column store.story_articles.day is 'as in store.article_samples';
comment on column store.story_articles.joined_id is 'the story it joined on its day, which may have become '
'part of another since';

create table store.story_merges (
    day date not null,
    from_id varchar not null,
    into_id varchar not null
);

comment on table store.story_merges is 'Stories that turned out to be one. One row per story that ended so.';
comment on column store.story_merges.day is 'day of the articles that showed it';
comment on column store.story_merges.from_id is 'the story that ended';
comment on column store.story_merges.into_id is 'the story it is part of, named after an earlier article';
