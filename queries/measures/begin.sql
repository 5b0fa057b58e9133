-- Which topics and stories are to be compared (again): those with other articles, versions, readings or
-- rules than last time (is_changed), and the stories that share an article with such a topic. These measure
-- what they did; only what is found in them may now stand in the topic, or no longer.
--
-- Stories take part when the variable with_stories is true; rules says by what they are compared.

create or replace temp table holding as
with words as (
    select bit_xor(hash(concat_ws(' is ', alias, name))) as fingerprint
    from store.aliases
    union all
    select bit_xor(hash(name))
    from store.regions
    union all
    select bit_xor(hash(concat_ws(' in ', unit, unit_class, includes_class)))
    from store.unit_classes
),

vocabulary as (
    select list(fingerprint order by fingerprint)::varchar as fingerprint
    from words
)

select
    scopes.scope_kind,
    scopes.scope_id,
    scopes.article_id,
    scopes.version,
    stories.story_id,
    vocabulary.fingerprint as words_fingerprint,
    -- One text, since the hash of several columns is not one of their combination.
    hash(concat_ws(
        ' ',
        scopes.article_id,
        scopes.version,
        stories.story_id,
        copied.first_id,
        readings.extractor_version,
        readings.extracted_at
    )) as article_fingerprint
from scopes
cross join vocabulary
left join store.extractions as readings using (article_id, version)
left join store.story_articles as stories using (article_id)
left join store.copied_articles as copied using (article_id)
where scopes.scope_kind = 'topic' or coalesce(getvariable('with_stories')::boolean, true);

create or replace temp table held as
select
    scope_kind,
    scope_id,
    concat_ws(
        ' ', getvariable('rules'), any_value(words_fingerprint), count(*), bit_xor(article_fingerprint)
    ) as fingerprint
from holding
group by scope_kind, scope_id;

create or replace temp table touched as
with changed as (
    select
        scope_kind,
        scope_id
    from held
    anti join store.measured_scopes using (scope_kind, scope_id, fingerprint)
),

sharing as (
    select of_stories.scope_id
    from holding as of_topics
    inner join changed using (scope_kind, scope_id)
    inner join holding as of_stories using (article_id)
    where of_topics.scope_kind = 'topic' and of_stories.scope_kind = 'story'
)

select
    scope_kind,
    scope_id,
    true as is_changed
from changed
union
select
    'story' as scope_kind,
    sharing.scope_id,
    false as is_changed
from sharing
anti join changed on changed.scope_kind = 'story' and sharing.scope_id = changed.scope_id
union
select
    scope_kind,
    scope_id,
    true as is_changed
from store.measured_scopes
anti join held using (scope_kind, scope_id);
