-- Documents, articles and their versions, and what was made of them.
--
-- Everything stored lies in the schema "store"; the schema "main" holds the views and macros people ask.
-- A table that only grows has a primary key. One whose rows are replaced has none, because DuckDB refuses
-- to delete and insert the same key in one transaction; the statement that replaces keeps it unique.

create table store.documents (
    document_id varchar primary key,
    media_type varchar not null,
    byte_count bigint not null,
    stored_as varchar not null,
    first_seen_at timestamptz not null
);

comment on table store.documents is 'One thing as it came in, byte for byte. One row per document.';
comment on column store.documents.document_id is 'SHA-256 of the bytes, in hex';
comment on column store.documents.media_type is 'as the sender called it, such as text/html';
comment on column store.documents.byte_count is 'length of the bytes, uncompressed';
comment on column store.documents.stored_as is 'the gzip file with the bytes, below the data directory';
comment on column store.documents.first_seen_at is 'when it first came in';

create table store.articles (
    article_id varchar primary key,
    source_kind varchar not null,
    source varchar not null,
    identity varchar not null,
    first_seen_at timestamptz not null
);

comment on table store.articles is 'A document made readable keeps its identity over versions. One row '
'per article.';
comment on column store.articles.article_id is 'hash of source_kind, source and identity';
comment on column store.articles.source_kind is 'seed, feed or page';
comment on column store.articles.source is 'where it came from: the seeds folder, the address of the '
'feed or page';
comment on column store.articles.identity is 'what names it there: file name, guid, link or content key';
comment on column store.articles.first_seen_at is 'when its first version came in';

create table store.article_versions (
    article_id varchar not null,
    version integer not null,
    document_id varchar not null,
    doc varchar not null,
    url varchar,
    outlet varchar,
    title varchar,
    author varchar,
    published_at timestamptz,
    published_basis varchar not null,
    published_note varchar,
    language varchar,
    text varchar not null,
    seen_at timestamptz not null,
    primary key (article_id, version)
);

comment on table store.article_versions is 'What an article said at one time. One row per article and '
'version.';
comment on column store.article_versions.article_id is 'the article, in store.articles';
comment on column store.article_versions.version is '1 for the first; the highest is the current one';
comment on column store.article_versions.document_id is 'the bytes it was read from, in store.documents';
comment on column store.article_versions.doc is 'the name a person knows it by, a file name or an address';
comment on column store.article_versions.url is 'where it can be read, when known';
comment on column store.article_versions.outlet is 'who published';
comment on column store.article_versions.title is 'the headline; null when none was found';
comment on column store.article_versions.author is 'the writer, when named';
comment on column store.article_versions.published_at is 'when it was published; null when not known';
comment on column store.article_versions.published_basis is 'stated, inferred or unknown: how sure '
'published_at is';
comment on column store.article_versions.published_note is 'how published_at was inferred';
comment on column store.article_versions.language is 'ISO 639 code, when known';
comment on column store.article_versions.text is 'the decoded text; every offset counts its characters';
comment on column store.article_versions.seen_at is 'when this version came in';

create table store.segments (
    article_id varchar not null,
    version integer not null,
    ordinal integer not null,
    origin varchar not null,
    span_start integer not null,
    span_end integer not null,
    author varchar
);

comment on table store.segments is 'Which slices of a text are headline, body or comment. One row per '
'slice.';
comment on column store.segments.article_id is 'the article';
comment on column store.segments.version is 'its version';
comment on column store.segments.ordinal is 'place among the slices of the text, from 1';
comment on column store.segments.origin is 'headline, body, caption or comment';
comment on column store.segments.span_start is 'first character, counted from 0';
comment on column store.segments.span_end is 'one past the last character';
comment on column store.segments.author is 'who wrote the comment, when known';

create table store.extractions (
    article_id varchar not null,
    version integer not null,
    extractor_version varchar not null,
    claim_count integer not null,
    extracted_at timestamptz not null
);

comment on table store.extractions is 'Which extractor last read a version. One row per article and '
'version.';
comment on column store.extractions.article_id is 'the article';
comment on column store.extractions.version is 'its version';
comment on column store.extractions.extractor_version is 'the extractor whose claims are stored';
comment on column store.extractions.claim_count is 'how many claims it found';
comment on column store.extractions.extracted_at is 'when';

create table store.claims (
    claim_id varchar not null,
    article_id varchar not null,
    version integer not null,
    doc varchar not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    sentence varchar not null,
    kind varchar not null,
    origin varchar not null,
    bound varchar not null,
    low double,
    high double,
    unit varchar,
    modifiers varchar[] not null,
    event varchar,
    place varchar,
    event_date varchar,
    speaker varchar,
    speaker_kind varchar not null,
    chain varchar[] not null,
    polarity varchar not null,
    part_of varchar,
    main boolean not null,
    rule varchar not null,
    is_inference boolean not null
);

comment on table store.claims is 'Every claim of every version, as extracted. One row per claim.';
comment on column store.claims.claim_id is 'hash of document, kind, span and rank among equals: the same '
'on every run';
comment on column store.claims.article_id is 'the article';
comment on column store.claims.version is 'its version';
comment on column store.claims.doc is 'the name a person knows the article by';
comment on column store.claims.span_start is 'first character in the text, counted from 0';
comment on column store.claims.span_end is 'one past the last character';
comment on column store.claims.text is 'the words that state the number';
comment on column store.claims.sentence is 'the sentence they stand in';
comment on column store.claims.kind is 'count, money, percent, length, duration, weight, other or stance';
comment on column store.claims.origin is 'headline, body, caption or comment';
comment on column store.claims.bound is 'exact, about, above, below, range or vague: how the number is '
'hedged';
comment on column store.claims.low is 'smallest number the words allow; null = open';
comment on column store.claims.high is 'largest number the words allow; null = open';
comment on column store.claims.unit is 'what is counted, singular; of a stance, the noun it is about';
comment on column store.claims.modifiers is 'words that narrow the unit, such as foreign';
comment on column store.claims.event is 'what happened to them: kill, wound, evacuate ...';
comment on column store.claims.place is 'where, as the text says';
comment on column store.claims.event_date is 'when, ISO 8601 with the precision known';
comment on column store.claims.speaker is 'to whom the article attributes it; the outlet when nobody else';
comment on column store.claims.speaker_kind is 'official, military, monitor, witness, party, media, '
'anonymous, unknown';
comment on column store.claims.chain is 'how it travelled, outermost first: outlet, agency, person';
comment on column store.claims.polarity is 'asserted, denied, expected or possible';
comment on column store.claims.part_of is 'the words of the total it is a part of';
comment on column store.claims.main is 'whether it is the article''s main toll of its event';
comment on column store.claims.rule is 'the rule that made it';
comment on column store.claims.is_inference is 'the writer''s own reasoning: drawn, never a source';
