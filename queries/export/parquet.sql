-- Export as parquet.
--
-- Question: which rows does a view hold?
-- Grain: one row, how many rows were written.
-- Parameters: exported (the view), target (the file).

copy (from query_table(getvariable('exported'))) to (getvariable('target')) (format parquet, compression zstd); -- noqa: PRS
