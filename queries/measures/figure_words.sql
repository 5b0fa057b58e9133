-- The words that tell of which incident a figure is.
--
-- They are those of its sentences, without those that every toll is told in. What stands beside an article's
-- main tolls, of the dead and of the wounded, is told of one incident, together with the headline; so is what
-- stands in one sentence with a main toll. A word weighs the more the fewer articles of the story
-- hold it; as a decimal, since a sum of floating numbers depends on their order.

create or replace temp table figure_words as
with sentences as (
    select
        scope_kind,
        scope_id,
        story_id,
        article_id,
        sentence_id,
        bool_or(is_main) as is_of_main,
        telling_words(any_value(sentence)) as words
    from figure_claims
    group by all
),

of_mains as (
    select
        sentences.scope_kind,
        sentences.scope_id,
        sentences.story_id,
        sentences.article_id,
        list_concat(
            coalesce(telling_words(any_value(versions.title)), []), flatten(list(sentences.words))
        ) as words
    from sentences
    inner join holding using (scope_kind, scope_id, article_id)
    inner join store.article_versions as versions
        on sentences.article_id = versions.article_id and holding.version = versions.version
    where sentences.is_of_main
    group by all
),

given as (
    select
        told.figure_nth,
        told.scope_kind,
        told.scope_id,
        told.story_id,
        told.article_id,
        flatten(list(if(sentences.is_of_main, of_mains.words, sentences.words))) as words
    from figure_claims as told
    inner join sentences using (scope_kind, scope_id, story_id, article_id, sentence_id)
    left join of_mains using (scope_kind, scope_id, story_id, article_id)
    group by all
),

listed as (
    select
        * exclude (words),
        unnest(list_distinct(words)) as word
    from given
),

held as (
    select
        scope_kind,
        scope_id,
        story_id,
        word,
        count(distinct article_id) as article_count
    from listed
    where not is_word_of_tolls(word)
    group by all
),

sizes as (
    select
        scope_kind,
        scope_id,
        story_id,
        count(distinct article_id) as article_count
    from told_figures
    group by all
)

select
    listed.figure_nth,
    listed.word,
    held.article_count > 1 as is_shared,
    ln((sizes.article_count + 4) / held.article_count)::decimal(9, 6) as weight
from listed
inner join held using (scope_kind, scope_id, story_id, word)
inner join sizes using (scope_kind, scope_id, story_id);
