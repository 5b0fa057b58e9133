-- Read the words of versions that cannot be searched yet.
--
-- Words of title, body and captions; those of readers' comments are left out.

create or replace temp table unread_versions as
with known as (
    select coalesce(max(number), 0) as highest
    from store.searched_articles
)

select
    versions.article_id,
    versions.version,
    versions.seen_at,
    known.highest + row_number() over (order by versions.seen_at, versions.article_id, versions.version)
        as number
from store.article_versions as versions
cross join known
anti join store.searched_articles using (article_id, version);

create or replace temp table unread_words as
with texts as (
    select
        unread_versions.number,
        versions.article_id,
        versions.version,
        versions.title,
        versions.text
    from store.article_versions as versions
    inner join unread_versions using (article_id, version, seen_at)
),

told as (
    select
        number,
        title as words
    from texts
    union all
    select
        texts.number,
        substr(texts.text, segments.span_start + 1, segments.span_end - segments.span_start) as words
    from store.segments
    inner join texts using (article_id, version)
    where segments.origin in ('headline', 'body', 'caption')
),

spoken as (
    select
        number,
        unnest(words_of(words)) as word
    from told
),

counted as (
    select
        number,
        word,
        count(*) as times
    from spoken
    group by number, word
)

select
    search_key(word) as word,
    number,
    least(sum(times), 255) as times
from counted
where not is_stop_word(word)
group by search_key(word), number;

insert into store.search_words by name
select
    word,
    number,
    times
from unread_words
order by word, number;

insert into store.searched_articles by name
select
    unread_versions.number,
    unread_versions.article_id,
    unread_versions.version,
    coalesce(sum(unread_words.times), 0) as word_count
from unread_versions
left join unread_words using (number)
group by unread_versions.number, unread_versions.article_id, unread_versions.version
order by unread_versions.number;

drop table unread_words;

drop table unread_versions;
