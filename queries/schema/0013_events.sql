-- Which event each compared claim is of, so that claims of several measures are seen to tell of one.

alter table store.measured_claims add column event_id varchar;

comment on column store.measured_claims.event_id is 'hash of what sets the event apart: the kind, the place '
'and the days as far as known, and the story; null = compared before events were told apart';
