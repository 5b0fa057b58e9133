-- Which articles hold all these words? The best fifty by BM25 (k1 1.2, b 0.75), which asks how rare the words
-- are in the archive and how often they stand in an article of that length.

create or replace macro search(words) as table
    with asked as (
        select
            unnest(words_of(words)) as word,
            words_of(words)[1] as first_word
    ),

    wanted as (
        select distinct search_key(word) as word
        from asked
        where not is_stop_word(word)
    ),

    hits as materialized (
        select
            found.word,
            found.number,
            found.times,
            count(*) over (partition by found.word) as holding_count
        from store.search_words as found
        semi join wanted using (word)
    ),

    archive as (
        select
            count(*) as article_count,
            avg(word_count) as usual_word_count
        from store.searched_articles
    ),

    scored as (
        select
            hits.number,
            sum(
                ln(1 + (archive.article_count - hits.holding_count + 0.5) / (hits.holding_count + 0.5))
                * hits.times * 2.2
                / (hits.times + 1.2 * (0.25 + 0.75 * searched.word_count / archive.usual_word_count))
            ) as score
        from hits
        inner join store.searched_articles as searched using (number)
        cross join archive
        group by hits.number
        having count(*) = (select count(*) from wanted)
    ),

    shown as (
        select '(?i)[^\n]{0,60}\b' || any_value(first_word) || '[^\n]{0,80}' as pattern
        from asked
    )

    select
        round(scored.score, 2) as score,
        articles.published_at,
        articles.outlet,
        articles.title,
        articles.url,
        regexp_extract(articles.text, shown.pattern) as in_context,
        articles.article_id,
        articles.doc
    from scored
    inner join store.searched_articles using (number)
    inner join articles using (article_id, version)
    cross join shown
    order by scored.score desc, articles.published_at desc, articles.article_id asc
    limit 50;
