-- The words of every article, for whoever searches the archive.

create table store.searched_articles (
    number uinteger not null,
    article_id varchar not null,
    version integer not null,
    word_count integer not null
);

comment on table store.searched_articles is 'Versions whose words can be searched. One row per version.';
comment on column store.searched_articles.number is 'counts versions in the order in which they were read';
comment on column store.searched_articles.article_id is 'the article';
comment on column store.searched_articles.version is 'its version';
comment on column store.searched_articles.word_count is 'how many words it has, stop words aside';

create table store.search_words (
    word uinteger not null,
    number uinteger not null,
    times utinyint not null
);

comment on table store.search_words is 'Which words stand in which versions. One row per word and version.';
comment on column store.search_words.word is 'key of the word, see the macro search_key';
comment on column store.search_words.number is 'the version, as in searched_articles';
comment on column store.search_words.times is 'how often it stands there; 255 = that or more';
