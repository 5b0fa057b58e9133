-- Who read the archive
--
-- Question: how many articles were last read by other rules than the newest ones?
-- Grain: one row.
-- Caveats: what no rules have read yet is not counted.

with newest as (
    select arg_max(extractor_version, extracted_at) as extractor_version
    from store.extractions
)

select
    count(*) as article_count,
    count(*) filter (where extractions.extractor_version <> newest.extractor_version) as read_before_count
from store.extractions
cross join newest
