-- Keep the terms of the articles whose words were read.
--
-- Terms are of three kinds. A name never stands in lower case in the same article; a lead word is among the
-- first hundred; a pair is two words in a row. A term is kept as a number, the remainder of which by four
-- tells its kind.

insert into store.article_terms by name
with pairs as (
    select
        article_id,
        word || ' ' || lead(word) over (partition by article_id order by nth) as pair
    from unread_words
),

found as (
    select
        article_id,
        0 as kind,
        word as term,
        count(*) as occurrences
    from unread_words
    group by article_id, word
    having bool_and(is_name)
    union all
    select
        article_id,
        1 as kind,
        word as term,
        count(*) as occurrences
    from unread_words
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
    unread_articles.article_id,
    unread_articles.version,
    unread_articles.day,
    coalesce(listed.terms, []) as terms,
    coalesce(listed.occurrences, []) as occurrences
from unread_articles
left join listed using (article_id);
