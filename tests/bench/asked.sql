-- What an investigator types, beside the lines that `from start_here` offers: a count, a filter, a question about
-- one claim, story or discrepancy (the variables claim, story and discrepancy).

select count(*) from claims;

select event, count(*) from claims where published_at > '2024-05-25' group by event;

from claims where outlet = 'Outlet 3' and event = 'kill' and published_at > '2024-05-25' limit 100;

from claims where article_id = getvariable('story');

select count(*) from articles;

from articles select outlet, title, published_at where outlet = 'Outlet 3' order by published_at desc limit 100;

select count(*) from stories;

from stories where story_id = getvariable('story');

from story(getvariable('story'));

from timeline(getvariable('story'));

from timeline(getvariable('discrepancy'));

from evidence(getvariable('claim'));

from stands where discrepancy_id = getvariable('discrepancy');

from positions where discrepancy_id = getvariable('discrepancy');

select count(*) from copies;

from topic_volume where topic_id = 'topic-5' order by day desc limit 100;
