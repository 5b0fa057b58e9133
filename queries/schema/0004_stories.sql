-- Stories: articles that report the same event, and the words by which they are found.

create table store.article_terms (
    article_id varchar not null,
    version integer not null,
    family varchar not null,
    term varchar not null,
    occurrences integer not null
);

comment on table store.article_terms is 'By which words an article is held against others. One row per '
'version, family and term.';
comment on column store.article_terms.article_id is 'the article';
comment on column store.article_terms.version is 'its version';
comment on column store.article_terms.family is 'name (written with a capital or a digit), lead (a word '
'near the beginning) or pair (two words in a row)';
comment on column store.article_terms.term is 'the term, folded, without its ending';
comment on column store.article_terms.occurrences is 'how often it stands there';

create table store.story_articles (
    story_id varchar not null,
    article_id varchar not null,
    version integer not null
);

comment on table store.story_articles is 'Which articles report the same event. One row per article; '
'rewritten when articles come in.';
comment on column store.story_articles.story_id is 'named after the article published first';
comment on column store.story_articles.article_id is 'the article';
comment on column store.story_articles.version is 'its version when stories were last looked for';
