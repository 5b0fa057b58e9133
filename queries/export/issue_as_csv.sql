-- An issue's claims as csv.
--
-- Question: which claims does an issue show, and where does each stand?
-- Grain: one row, how many claims were written.
-- Parameters: target (the file).
-- Caveats: reads issue_claims; a text that a spreadsheet would take for a formula has an apostrophe before it
--   (`as_cell`), the parquet file beside it has each as it was published.

copy (select as_cell(columns(*)) from issue_claims) to (getvariable('target')) (format csv, header); -- noqa: PRS
