-- Drop what a story shows again: every claim of it already stands in one discrepancy of a topic.

delete from found
where discrepancy_id in (
    with standing as (
        select distinct
            scope_kind,
            family,
            discrepancy_id,
            claim_id
        from found
        union
        -- of topics that nothing changed in
        select
            'topic' as scope_kind,
            known.family,
            known.discrepancy_id,
            claims.claim_id
        from store.discrepancies as known
        inner join last_states as states using (discrepancy_id)
        inner join store.discrepancy_claims as claims using (discrepancy_id, state)
        where
            states.status not in ('settled', 'lapsed')
            and known.topic_id in (
                select scope_id
                from held
                anti join touched using (scope_kind, scope_id)
                where scope_kind = 'topic'
            )
    ),

    sizes as (
        select
            discrepancy_id,
            count(*) as claim_count
        from standing
        group by discrepancy_id
    ),

    shared as (
        select
            of_story.discrepancy_id,
            count(*) as claim_count
        from standing as of_story
        inner join standing as of_topic using (family, claim_id)
        where of_story.scope_kind = 'story' and of_topic.scope_kind = 'topic'
        group by of_story.discrepancy_id, of_topic.discrepancy_id
    )

    select shared.discrepancy_id
    from shared
    inner join sizes using (discrepancy_id, claim_count)
);
