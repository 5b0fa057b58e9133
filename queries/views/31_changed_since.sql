-- What came in, changed or was marked since a moment.

create or replace macro changed_since(instant) as table
    with asked as (select instant as begun)

    select
        changes.changed_at,
        changes.what,
        changes.about,
        changes.id
    from (
        select
            first_seen_at as changed_at,
            'new article' as what,
            concat_ws(': ', outlet, title) as about,
            article_id as id
        from articles
        where first_seen_at > instant
        union all
        select
            seen_at as changed_at,
            'edited article' as what,
            concat_ws(': ', outlet, title) as about,
            article_id as id
        from articles
        where version > 1 and seen_at > instant
        union all
        select
            states.changed_at,
            states.status || ' discrepancy' as what,
            concat_ws(' ', kept.unit, kept.event, states.place, states.verdict) as about,
            states.discrepancy_id as id
        from store.discrepancy_states as states
        inner join store.discrepancies as kept using (discrepancy_id)
        cross join asked
        where states.changed_at > asked.begun and states.changed_at <= as_of()
        union all
        select
            marked_at as changed_at,
            mark || ' by the analyst' as what,
            note as about,
            discrepancy_id as id
        from store.marks
        where marked_at > instant and marked_at <= as_of()
    ) as changes
    order by changes.changed_at desc, changes.what asc, changes.id asc;
