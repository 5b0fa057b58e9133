-- An issue's claims as parquet.
--
-- Question: which claims does an issue show, and where does each stand?
-- Grain: one row, how many claims were written.
-- Parameters: target (the file).
-- Caveats: reads issue_claims.

copy (select * from issue_claims) to (getvariable('target')) (format parquet); -- noqa: PRS
