-- An issue's claims as csv.
--
-- Question: which claims does an issue show, and where does each stand?
-- Grain: one row, how many claims were written.
-- Parameters: told (a file with the rows of digest/standings that the issue shows, one JSON object a line),
--   target (the file).
-- Caveats: a text that a spreadsheet would take for a formula has an apostrophe before it (`as_cell`);
--   the parquet file beside it has each as it was published.

copy ( -- noqa: PRS
    select as_cell(columns(*))
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
) to (getvariable('target')) (format csv, header);
