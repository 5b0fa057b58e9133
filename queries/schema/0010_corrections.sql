-- Corrections are issues of their own, which name the issue they correct.

alter table store.issues add column corrects varchar;

comment on column store.issues.corrects is 'the period of the issue it corrects; null = it is no correction';
