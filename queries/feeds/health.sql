-- How the feeds do
--
-- Question: how does each feed do, since when, and what is to be done?
-- Grain: one row per feed.

select *
from feed_health
order by url
