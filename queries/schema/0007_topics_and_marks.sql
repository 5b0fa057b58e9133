-- What topics were held against, so that a run costs what is new; marks that end.

create table store.matched_versions (
    article_id varchar not null,
    version integer not null
);

comment on table store.matched_versions is 'Which versions were held against every topic. One row per '
'version.';
comment on column store.matched_versions.article_id is 'the article';
comment on column store.matched_versions.version is 'its version';

create table store.matched_queries (
    topic_id varchar not null,
    fingerprint varchar not null
);

comment on table store.matched_queries is 'Which queries every version was held against. One row per '
'topic.';
comment on column store.matched_queries.topic_id is 'the topic';
comment on column store.matched_queries.fingerprint is 'hash of its compiled query';

comment on table store.topic_articles is 'Which versions say what a topic asks for. One row per topic and '
'version.';

create table store.volume_rules (
    rare_days double not null,
    cooldown_days integer not null
);

comment on table store.volume_rules is 'What the settings say of volume. One row.';
comment on column store.volume_rules.rare_days is 'a day is high when one like it comes by chance once in so '
'many, and a burst when ten times rarer';
comment on column store.volume_rules.cooldown_days is 'for how many days after a burst only a greater one is '
'called so';

alter table store.marks add column until_date date;

comment on column store.marks.until_date is 'the day on which it ends, in UTC; null = no such day';
