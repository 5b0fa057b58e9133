-- Articles that no story has taken in yet.
--
-- Question: is there an article, or a new version of one, since stories were last looked for?
-- Grain: one row, with their number.

select count(*) as article_count
from articles
anti join store.story_articles using (article_id, version)
