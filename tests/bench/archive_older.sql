-- Lay the archive out again `back` days earlier, with other ids (variable mark) and other words by which stories
-- and copies are found, so that nothing of it belongs to what is there.

create or replace macro older(id) as getvariable('mark') || id[2:];

create or replace macro earlier(moment) as moment - to_days(getvariable('back')::integer);

create or replace macro otherwise(numbers) as list_transform(numbers, lambda n: xor(n, getvariable('back')::ubigint << 8));

create or replace temp table laid as
select article_id
from store.articles
where article_id < 'g';

insert into store.articles by name
select * replace (older(article_id) as article_id, older(identity) as identity, earlier(first_seen_at) as first_seen_at)
from store.articles
where article_id < 'g';

insert into store.article_versions by name
select * replace (
    older(article_id) as article_id,
    older(document_id) as document_id,
    doc || getvariable('mark') as doc,
    url || getvariable('mark') as url,
    earlier(published_at) as published_at,
    earlier(seen_at) as seen_at
)
from store.article_versions
where article_id < 'g';

insert into store.segments by name
select * replace (older(article_id) as article_id)
from store.segments
where article_id < 'g';

insert into store.documents by name
select * replace (older(document_id) as document_id, earlier(first_seen_at) as first_seen_at)
from store.documents
where document_id < 'g';

insert into store.extractions by name
select * replace (older(article_id) as article_id, earlier(extracted_at) as extracted_at)
from store.extractions
where article_id < 'g';

insert into store.claims by name
select * replace (older(claim_id) as claim_id, older(article_id) as article_id, doc || getvariable('mark') as doc)
from store.claims
where article_id < 'g';

insert into store.matched_versions by name
select * replace (older(article_id) as article_id)
from store.matched_versions
where article_id < 'g';

insert into store.topic_articles by name
select * replace (older(article_id) as article_id)
from store.topic_articles
where article_id < 'g';

insert into store.search_words by name
select * replace ((number + (select count(*) from laid) * getvariable('back') // 10)::uinteger as number)
from store.search_words
where number <= (select count(*) from laid);

insert into store.searched_articles by name
select * replace (
    (number + (select count(*) from laid) * getvariable('back') // 10)::uinteger as number,
    older(article_id) as article_id
)
from store.searched_articles
where article_id < 'g';

insert into store.article_samples by name
select * replace (
    older(article_id) as article_id,
    day - getvariable('back')::integer as day,
    earlier(told_at) as told_at,
    seen_day - getvariable('back')::integer as seen_day,
    otherwise(runs) as runs
)
from store.article_samples
where article_id < 'g';

insert into store.copy_pairs by name
select * replace (older(article_id) as article_id, older(other_id) as other_id)
from store.copy_pairs
where article_id < 'g';

insert into store.copied_articles by name
select * replace (older(article_id) as article_id, older(first_id) as first_id)
from store.copied_articles
where article_id < 'g';

insert into store.article_terms by name
select * replace (
    older(article_id) as article_id,
    day - getvariable('back')::integer as day,
    otherwise(terms) as terms
)
from store.article_terms
where article_id < 'g';

insert into store.story_keys by name
select * replace (
    older(article_id) as article_id,
    day - getvariable('back')::integer as day,
    list_transform(keys, lambda key: xor(key, getvariable('back')::uinteger << 8)) as keys
)
from store.story_keys
where article_id < 'g';

insert into store.story_articles by name
select * replace (
    older(article_id) as article_id,
    older(story_id) as story_id,
    older(joined_id) as joined_id,
    day - getvariable('back')::integer as day
)
from store.story_articles
where article_id < 'g';

insert into store.story_links by name
select * replace (
    older(one_id) as one_id,
    older(other_id) as other_id,
    day - getvariable('back')::integer as day
)
from store.story_links
where one_id < 'g';

drop table laid;
