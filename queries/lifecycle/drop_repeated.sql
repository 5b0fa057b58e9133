-- Drop what a story shows again: every claim of it already stands in one discrepancy of a topic.

delete from found
where discrepancy_id in (
    with story_claims as (
        select distinct
            discrepancy_id,
            family,
            claim_id
        from found
        where scope_kind = 'story'
    ),

    story_sizes as (
        select
            discrepancy_id,
            count(*) as claim_count
        from story_claims
        group by discrepancy_id
    )

    select story_claims.discrepancy_id
    from story_claims
    inner join story_sizes using (discrepancy_id)
    inner join (
        select distinct
            discrepancy_id as topic_discrepancy_id,
            family,
            claim_id
        from found
        where scope_kind = 'topic'
    ) as in_topic using (family, claim_id)
    group by story_claims.discrepancy_id, in_topic.topic_discrepancy_id
    having count(*) = any_value(story_sizes.claim_count)
);
