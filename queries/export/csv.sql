-- Export as csv.
--
-- Question: which rows does a view hold?
-- Grain: one row, how many rows were written.
-- Parameters: exported (the view), target (the file).
-- Caveats: a text that a spreadsheet would take for a formula has an apostrophe before it (`as_cell`);
--   numbers, and texts that are a number, are as they were.

copy (select as_cell(columns(*)) from query_table(getvariable('exported'))) to (getvariable('target')) (format csv, header); -- noqa: PRS
