-- What each column of this view holds: the words of the data dictionary.

comment on column events.event_id is 'the event; the same on every run';
comment on column events.event is 'what happened: kill, wound, evacuate ...';
comment on column events.place is 'where, as most of its claims say; null = not said';
comment on column events.day is 'the first of the days in a row it is dated to; null = not known';
comment on column events.topic_id is 'the topic it was compared in; null = compared in its story';
comment on column events.story_id is 'the story it was compared in; null = compared in a topic';
comment on column events.first_told_at is 'when the first article that tells of it was published';
comment on column events.last_told_at is 'when the last one was';
comment on column events.units is 'what is counted, as classes';
comment on column events.article_count is 'how many articles tell of it';
comment on column events.source_count is 'how many independent sources give a number for it';
comment on column events.claim_count is 'how many numbers are given';
comment on column events.is_disputed is 'whether numbers for the same thing do not stand together';
