-- Lay out again, with other ids as archive_older.sql has it, what the stories of the archive measure and where they
-- disagree. What the topics measure is worked out anew on any day that has articles of them.

insert into store.measured_claims by name
select * replace (
    older(measure_id) as measure_id,
    older(event_id) as event_id,
    older(claim_id) as claim_id,
    older(article_id) as article_id,
    older(scope_id) as scope_id,
    day_key - getvariable('back')::integer as day_key,
    earlier(published_at) as published_at
)
from store.measured_claims
where scope_kind = 'story' and measure_id < 'g';

insert into store.compared_articles by name
select * replace (older(scope_id) as scope_id, older(article_id) as article_id)
from store.compared_articles
where scope_kind = 'story' and article_id < 'g';

create or replace temp table laid_discrepancies as
select discrepancy_id
from store.discrepancies
where story_id is not null and discrepancy_id < 'g';

insert into store.standing_claims by name
select * replace (older(claim_id) as claim_id, older(article_id) as article_id, doc || getvariable('mark') as doc)
from store.standing_claims
where
    claim_id in (
        select claims.claim_id
        from store.discrepancy_claims as claims
        semi join laid_discrepancies using (discrepancy_id)
    )
    and claim_id < 'g';

insert into store.discrepancy_claims by name
select claims.* replace (older(claims.discrepancy_id) as discrepancy_id, older(claims.claim_id) as claim_id)
from store.discrepancy_claims as claims
semi join laid_discrepancies using (discrepancy_id);

insert into store.discrepancy_states by name
select states.* replace (older(states.discrepancy_id) as discrepancy_id)
from store.discrepancy_states as states
semi join laid_discrepancies using (discrepancy_id);

insert into store.discrepancies by name
select known.* replace (older(known.discrepancy_id) as discrepancy_id, older(known.story_id) as story_id)
from store.discrepancies as known
semi join laid_discrepancies using (discrepancy_id);

drop table laid_discrepancies;
