-- An issue's claims as csv.
--
-- Question: which claims does an issue show, and where does each stand?
-- Grain: one row, how many claims were written.
-- Parameters: claims (the rows of digest/standings that the issue shows, as JSON), target (the file).
-- Caveats: a text that a spreadsheet would take for a formula has an apostrophe before it (OWASP, "CSV
--   Injection"); the parquet file beside it has each as it was published.

copy ( -- noqa: PRS
    with told as (
        select
            unnest(
                from_json(
                    getvariable('claims')::json,
                    '[{"discrepancy_id": "VARCHAR", "position": "INTEGER", "role": "VARCHAR", "claim_id": "VARCHAR", '
                    || '"text": "VARCHAR", "bound": "VARCHAR", "low": "DOUBLE", "high": "DOUBLE", "unit": "VARCHAR", '
                    || '"event_date": "VARCHAR", "speaker": "VARCHAR", "speaker_kind": "VARCHAR", '
                    || '"chain": ["VARCHAR"], "polarity": "VARCHAR", "outlet": "VARCHAR", "title": "VARCHAR", '
                    || '"url": "VARCHAR", "published_at": "TIMESTAMPTZ", "grade": "VARCHAR"}]'
                ),
                recursive := true
            )
    )

    select * replace (
        regexp_replace(text, '^([=+@\t\r\n-])', '''\1') as text,
        regexp_replace(unit, '^([=+@\t\r\n-])', '''\1') as unit,
        regexp_replace(speaker, '^([=+@\t\r\n-])', '''\1') as speaker,
        regexp_replace(outlet, '^([=+@\t\r\n-])', '''\1') as outlet,
        regexp_replace(title, '^([=+@\t\r\n-])', '''\1') as title,
        regexp_replace(url, '^([=+@\t\r\n-])', '''\1') as url
    )
    from told
) to (getvariable('target')) (format csv, header);
