-- Read the terms of the day's articles, and of those they are compared with, that have none yet.
--
-- Terms are of three kinds. A name is written with a capital or is a number, and never stands in lower case
-- in the same article; a lead word is among the first hundred; a pair is two words in a row. Looked at are
-- the first two hundred words that are no stop words. A term is kept as a number, the remainder of which by
-- four tells its kind.

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

insert into store.article_terms by name
with unread as (
    select
        day_articles.article_id,
        day_articles.version,
        day_articles.day
    from day_articles
    anti join store.article_terms as known on day_articles.article_id = known.article_id
),

slices as (
    select
        segments.article_id,
        segments.ordinal,
        substr(versions.text, segments.span_start + 1, segments.span_end - segments.span_start) as slice
    from unread
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
),

words as (
    select
        article_id,
        stem(lower(spelt)) as word,
        lower(spelt) <> spelt or regexp_matches(spelt, '^\p{N}') as is_name,
        row_number() over (partition by article_id order by place) as nth
    from spelt_words
    where not is_stop_word(lower(spelt))
    qualify nth <= 200
),

pairs as (
    select
        article_id,
        word || ' ' || lead(word) over (partition by article_id order by nth) as pair
    from words
),

found as (
    select
        article_id,
        0 as kind,
        word as term,
        count(*) as occurrences
    from words
    group by article_id, word
    having bool_and(is_name)
    union all
    select
        article_id,
        1 as kind,
        word as term,
        count(*) as occurrences
    from words
    where nth <= 100
    group by article_id, word
    union all
    select
        article_id,
        2 as kind,
        pair as term,
        count(*) as occurrences
    from pairs
    where pair is not null
    group by article_id, pair
),

hashed as (
    select
        article_id,
        (md5_number_lower(term) >> 2 << 2) + kind as term,
        least(sum(occurrences), 255)::utinyint as occurrences
    from found
    group by article_id, kind, term
),

listed as (
    select
        article_id,
        list(term order by term) as terms,
        list(occurrences order by term) as occurrences
    from hashed
    group by article_id
)

select
    unread.article_id,
    unread.version,
    unread.day,
    coalesce(listed.terms, []) as terms,
    coalesce(listed.occurrences, []) as occurrences
from unread
left join listed using (article_id);
