-- An issue's claims, as its files are to hold them.
--
-- Question: which claims does an issue show, and where does each stand?
-- Grain: one row a claim, in the temporary table issue_claims.
-- Parameters: told (a file with the rows of digest/standings that the issue shows, one JSON object a line).

create or replace temp table issue_claims as
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
);
