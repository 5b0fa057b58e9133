create or replace macro evidence(wanted) as table
    with asked_for as materialized (
        select *
        from claims
        where claim_id = wanted
    )

    select
        asked_for.*,
        substr(versions.text, greatest(asked_for.start - 300, 0) + 1, asked_for."end" - asked_for.start + 600)
            as in_context,
        kept.stored_as as document
    from asked_for
    inner join store.article_versions as versions using (article_id, version)
    inner join store.documents as kept using (document_id);
