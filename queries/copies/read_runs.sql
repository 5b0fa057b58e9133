-- Read the different runs of six words of the versions in articles_to_read, as hashes, into article_runs.
--
-- Comments of readers are left out. The hash is MD5, which every DuckDB computes alike.

create or replace temp table article_runs as
with slices as (
    select
        segments.article_id,
        segments.ordinal,
        substr(versions.text, segments.span_start + 1, segments.span_end - segments.span_start) as slice
    from articles_to_read
    inner join store.segments using (article_id, version)
    inner join store.article_versions as versions using (article_id, version)
    where segments.origin in ('headline', 'body', 'caption')
),

split as (
    select
        article_id,
        regexp_extract_all(fold(string_agg(slice, chr(10) order by ordinal)), '[\p{L}\p{N}]+') as words
    from slices
    group by article_id
),

words as (
    select
        article_id,
        unnest(words) as word,
        generate_subscripts(words, 1) as place
    from split
),

runs as (
    select distinct
        article_id,
        md5_number_lower(concat_ws(
            ' ',
            word,
            lead(word, 1) over told,
            lead(word, 2) over told,
            lead(word, 3) over told,
            lead(word, 4) over told,
            lead(word, 5) over told
        )) as run
    from words
    window told as (partition by article_id order by place)
    qualify lead(word, 5) over told is not null
)

select
    article_id,
    list(run) as runs
from runs
group by article_id;
