-- An issue's claims as parquet.
--
-- Question: which claims does an issue show, and where does each stand?
-- Grain: one row, how many claims were written.
-- Parameters: told (a file with the rows of digest/standings that the issue shows, one JSON object a line),
--   target (the file).

copy ( -- noqa: PRS
    select *
    from read_json(
        getvariable('told'),
        format = 'newline_delimited',
        columns = {
            discrepancy_id: 'VARCHAR',
            position: 'INTEGER',
            role: 'VARCHAR',
            claim_id: 'VARCHAR',
            text: 'VARCHAR',
            bound: 'VARCHAR',
            low: 'DOUBLE',
            high: 'DOUBLE',
            unit: 'VARCHAR',
            event_date: 'VARCHAR',
            speaker: 'VARCHAR',
            speaker_kind: 'VARCHAR',
            chain: 'VARCHAR[]',
            polarity: 'VARCHAR',
            outlet: 'VARCHAR',
            title: 'VARCHAR',
            url: 'VARCHAR',
            published_at: 'TIMESTAMPTZ',
            grade: 'VARCHAR'
        }
    )
) to (getvariable('target')) (format parquet);
