-- Read the words of the day's articles, and of those they are compared with, whose terms are not kept yet.
--
-- These are the first two hundred words that are no stop words, in order. A name is written with a capital or
-- is a number.

delete from store.article_terms
where
    article_id in (
        select day_articles.article_id
        from day_articles
        anti join store.article_terms as known
            on
                day_articles.article_id = known.article_id
                and day_articles.version = known.version
                and day_articles.day = known.day
    );

create or replace temp table unread_articles as
select
    day_articles.article_id,
    day_articles.version,
    day_articles.day
from day_articles
anti join store.article_terms as known on day_articles.article_id = known.article_id;

create or replace temp table unread_words as
with slices as (
    select
        segments.article_id,
        segments.ordinal,
        substr(versions.text, segments.span_start + 1, segments.span_end - segments.span_start) as slice
    from unread_articles
    inner join store.segments using (article_id, version)
    inner join store.article_versions as versions using (article_id, version)
    where segments.origin in ('headline', 'body', 'caption')
),

split as (
    select
        article_id,
        regexp_extract_all(strip_accents(string_agg(slice, chr(10) order by ordinal)), '[\p{L}\p{N}]{2,}')
            as spelt
    from slices
    group by article_id
),

spelt_words as (
    select
        article_id,
        unnest(spelt) as spelt,
        generate_subscripts(spelt, 1) as place
    from split
)

select
    article_id,
    stem(lower(spelt)) as word,
    lower(spelt) <> spelt or regexp_matches(spelt, '^\p{N}') as is_name,
    row_number() over (partition by article_id order by place) as nth
from spelt_words
where not is_stop_word(lower(spelt))
qualify nth <= 200;
