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
        select *
        from store.search_words
        where word in (select wanted.word from wanted)
    ),

    rarities as (
        select
            word,
            count(*) as holding_count
        from hits
        group by word
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
                ln(
                    1 + (archive.article_count - rarities.holding_count + 0.5)
                    / (rarities.holding_count + 0.5)
                )
                * hits.times * 2.2
                / (hits.times + 1.2 * (0.25 + 0.75 * searched.word_count / archive.usual_word_count))
            ) as score
        from hits
        inner join rarities using (word)
        inner join store.searched_articles as searched using (number)
        cross join archive
        group by hits.number
        having count(*) = (select count(*) from wanted)
    ),

    -- Texts are read of these alone.
    best as materialized (
        select
            scored.score,
            articles.published_at,
            articles.outlet,
            articles.title,
            articles.url,
            articles.doc,
            articles.article_id,
            articles.version
        from scored
        inner join store.searched_articles using (number)
        inner join articles using (article_id, version)
        order by scored.score desc, articles.published_at desc, articles.article_id asc
        limit 50
    ),

    -- Looked up by the row's place, which lets DuckDB pass over all others.
    places as materialized (
        select versions.rowid as place
        from store.article_versions as versions
        semi join best using (article_id, version)
    ),

    texts as (
        select
            versions.article_id,
            versions.text
        from store.article_versions as versions
        where versions.rowid in (select places.place from places)
    ),

    shown as (
        select '(?i)[^\n]{0,60}\b' || any_value(first_word) || '[^\n]{0,80}' as pattern
        from asked
    )

    select
        round(best.score, 2) as score,
        best.published_at,
        best.outlet,
        best.title,
        best.url,
        regexp_extract(texts.text, shown.pattern) as in_context,
        best.article_id,
        best.doc
    from best
    inner join texts using (article_id)
    cross join shown
    order by best.score desc, best.published_at desc, best.article_id asc;
