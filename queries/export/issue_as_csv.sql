-- An issue's claims as csv.
--
-- Question: which claims does an issue show, and where does each stand?
-- Grain: one row, how many claims were written.
-- Parameters: claims (the rows of digest/standings that the issue shows, as JSON), target (the file).

copy ( -- noqa: PRS
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
) to (getvariable('target')) (format csv, header);
