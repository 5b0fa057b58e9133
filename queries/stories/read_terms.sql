-- Read the terms of current versions that have none yet, and forget those of older versions.
--
-- A name is written with a capital or is a number, and never stands in lower case in the same article; a
-- lead word is among the first hundred that are no stop words.

delete from store.article_terms
where not exists (
    from articles
    where articles.article_id = article_terms.article_id and articles.version = article_terms.version
);

insert into store.article_terms by name
with unread as (
    select
        articles.article_id,
        articles.version,
        articles.text
    from articles
    anti join store.article_terms using (article_id, version)
),

bodies as (
    select
        unread.article_id,
        unread.version,
        string_agg(
            substr(unread.text, segments.span_start + 1, segments.span_end - segments.span_start),
            chr(10)
            order by segments.ordinal
        ) as body
    from unread
    inner join store.segments using (article_id, version)
    where segments.origin in ('headline', 'body', 'caption')
    group by unread.article_id, unread.version
),

split as (
    select
        article_id,
        version,
        regexp_extract_all(strip_accents(body), '[\p{L}\p{N}]{2,}') as spelt
    from bodies
),

spelt_words as (
    select
        article_id,
        version,
        unnest(spelt) as spelt,
        generate_subscripts(spelt, 1) as place
    from split
),

words as (
    select
        article_id,
        version,
        stem(lower(spelt)) as word,
        lower(spelt) <> spelt or regexp_matches(spelt, '^\p{N}') as is_name,
        row_number() over (partition by article_id, version order by place) as nth
    from spelt_words
    where not is_stop_word(lower(spelt))
),

pairs as (
    select
        article_id,
        version,
        word || ' ' || lead(word) over (partition by article_id, version order by nth) as pair
    from words
),

terms as (
    select
        article_id,
        version,
        'name' as family,
        word as term,
        count(*) as occurrences
    from words
    group by article_id, version, word
    having bool_and(is_name)
    union all
    select
        article_id,
        version,
        'lead' as family,
        word as term,
        count(*) as occurrences
    from words
    where nth <= 100
    group by article_id, version, word
    union all
    select
        article_id,
        version,
        'pair' as family,
        pair as term,
        count(*) as occurrences
    from pairs
    where pair is not null
    group by article_id, version, pair
)

select *
from terms;
