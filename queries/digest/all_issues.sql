-- Every issue there is.
--
-- Question: which digests were issued, to whom, with which finding?
-- Grain: one row per period and reader, the newest first.

select
    period,
    reader,
    subject,
    folder,
    message_id,
    issued_at
from store.issues
order by period desc, reader asc;
