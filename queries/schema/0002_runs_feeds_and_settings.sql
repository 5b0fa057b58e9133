-- Runs and their outcomes, the state of the feeds, and what the analyst's settings say.

create table store.runs (
    run_id varchar primary key,
    kind varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    summary json
);

comment on table store.runs is 'One row per run.';
comment on column store.runs.run_id is 'start time and kind';
comment on column store.runs.kind is 'ingest, analyse or digest';
comment on column store.runs.started_at is 'when it began';
comment on column store.runs.finished_at is 'when it ended; null = running, or killed';
comment on column store.runs.summary is 'what it did, in counts';

create table store.outcomes (
    run_id varchar not null,
    ordinal integer not null,
    subject_kind varchar not null,
    subject varchar not null,
    outcome varchar not null,
    detail varchar not null,
    hint varchar not null,
    happened_at timestamptz not null
);

comment on table store.outcomes is 'What became of each feed, page, seed and article in a run. One row '
'per outcome.';
comment on column store.outcomes.run_id is 'the run, in store.runs';
comment on column store.outcomes.ordinal is 'order within the run';
comment on column store.outcomes.subject_kind is 'feed, page, seed, article, query ...';
comment on column store.outcomes.subject is 'its address or name';
comment on column store.outcomes.outcome is 'one word from a closed list, such as new, unchanged, failed';
comment on column store.outcomes.detail is 'what was found';
comment on column store.outcomes.hint is 'what to do; empty when nothing';
comment on column store.outcomes.happened_at is 'when';

create table store.feeds (
    url varchar primary key,
    outlet varchar,
    etag varchar,
    last_modified varchar,
    body_sha256 varchar,
    fetched_at timestamptz,
    changed_at timestamptz,
    failing_since timestamptz,
    failures integer not null,
    next_fetch_at timestamptz,
    state json
);

comment on table store.feeds is 'What is known of a feed from its last fetches. One row per address.';
comment on column store.feeds.url is 'the address as configured';
comment on column store.feeds.outlet is 'who publishes it';
comment on column store.feeds.etag is 'validator of the last answer, sent back with the next request';
comment on column store.feeds.last_modified is 'validator of the last answer, sent back with the next '
'request';
comment on column store.feeds.body_sha256 is 'hash of the last body, to notice an unchanged one';
comment on column store.feeds.fetched_at is 'last time it answered';
comment on column store.feeds.changed_at is 'last time it held something new';
comment on column store.feeds.failing_since is 'first failure in a row; null = the last fetch went well';
comment on column store.feeds.failures is 'failures in a row';
comment on column store.feeds.next_fetch_at is 'not before; null = whenever';
comment on column store.feeds.state is 'whatever else the fetcher wants to keep';

create table store.sources (
    name varchar not null,
    grade varchar not null,
    note varchar not null
);

comment on table store.sources is 'What the analyst knows of a speaker or outlet, from the settings. One '
'row per name.';
comment on column store.sources.name is 'speaker or outlet';
comment on column store.sources.grade is 'Admiralty code, A-F and 1-6: shown, never used to hide';
comment on column store.sources.note is 'the analyst''s note';

create table store.aliases (
    alias varchar not null,
    name varchar not null
);

comment on table store.aliases is 'Other names of one speaker or group. One row per alias.';
comment on column store.aliases.alias is 'the other name, folded';
comment on column store.aliases.name is 'the name it stands for';

create table store.regions (
    name varchar not null
);

comment on table store.regions is 'Places too wide to tell two events apart, such as countries. One row '
'per name.';
comment on column store.regions.name is 'the region, as texts name it';

create table store.unit_classes (
    unit varchar not null,
    unit_class varchar not null,
    includes_class varchar
);

comment on table store.unit_classes is 'Units that count the same thing. One row per unit and including '
'class.';
comment on column store.unit_classes.unit is 'what is counted, singular: militant';
comment on column store.unit_classes.unit_class is 'its class: fighter';
comment on column store.unit_classes.includes_class is 'a class that includes this one: person; null = '
'none';

create table store.topics (
    topic_id varchar not null,
    title varchar not null,
    query varchar not null,
    since_date date,
    until_date date,
    days integer,
    fingerprint varchar not null
);

comment on table store.topics is 'What the analyst follows, from the settings. One row per topic.';
comment on column store.topics.topic_id is 'the id in countercheck.toml';
comment on column store.topics.title is 'what people read';
comment on column store.topics.query is 'the boolean query as written';
comment on column store.topics.since_date is 'articles published before it are left out; null = no such '
'limit';
comment on column store.topics.until_date is 'articles published after it are left out; null = no such '
'limit';
comment on column store.topics.days is 'articles published longer ago are left out; null = no such limit';
comment on column store.topics.fingerprint is 'hash of the compiled query; when it changes, every '
'article is matched again';

create table store.topic_terms (
    topic_id varchar not null,
    alternative integer not null,
    ordinal integer not null,
    field varchar not null,
    pattern varchar not null,
    is_wanted boolean not null
);

comment on table store.topic_terms is 'A query compiled. An article satisfies it when all terms of one '
'alternative hold. One row per term.';
comment on column store.topic_terms.topic_id is 'the topic';
comment on column store.topic_terms.alternative is 'one of the ways to satisfy the query, from 1';
comment on column store.topic_terms.ordinal is 'place among its terms, from 1';
comment on column store.topic_terms.field is 'text (title and body), title, body or outlet';
comment on column store.topic_terms.pattern is 'RE2 pattern, for folded text';
comment on column store.topic_terms.is_wanted is 'false = must not match';

create table store.topic_articles (
    topic_id varchar not null,
    article_id varchar not null,
    version integer not null,
    is_match boolean not null,
    fingerprint varchar not null
);

comment on table store.topic_articles is 'Which versions were held against which topic. One row per '
'topic and version.';
comment on column store.topic_articles.topic_id is 'the topic';
comment on column store.topic_articles.article_id is 'the article';
comment on column store.topic_articles.version is 'its version';
comment on column store.topic_articles.is_match is 'whether the words match; the window is looked at '
'when asked';
comment on column store.topic_articles.fingerprint is 'the compiled query it was held against';
