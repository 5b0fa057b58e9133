-- Discrepancies with their history, what the analyst marked, and issued digests with their deliveries.

create table store.discrepancies (
    discrepancy_id varchar primary key,
    kind varchar not null,
    family varchar not null,
    topic_id varchar,
    story_id varchar,
    event varchar,
    unit varchar,
    modifiers varchar[] not null,
    first_seen_at timestamptz not null
);

comment on table store.discrepancies is 'What is measured when sources disagree. One row per '
'discrepancy; never changed.';
comment on column store.discrepancies.discrepancy_id is 'hash of the measure, not of the claims: stable '
'over runs';
comment on column store.discrepancies.kind is 'count, stance or arithmetic';
comment on column store.discrepancies.family is 'the query that found it, in queries/discrepancies';
comment on column store.discrepancies.topic_id is 'the topic it belongs to';
comment on column store.discrepancies.story_id is 'the story it belongs to';
comment on column store.discrepancies.event is 'what happened to those counted';
comment on column store.discrepancies.unit is 'class of what is counted; of a stance, the noun it is about';
comment on column store.discrepancies.modifiers is 'what narrows the unit for every claim in it';
comment on column store.discrepancies.first_seen_at is 'when it was first found';

create table store.discrepancy_states (
    discrepancy_id varchar not null,
    state integer not null,
    status varchar not null,
    verdict varchar not null,
    why varchar not null,
    ratio double,
    place varchar,
    event_date varchar,
    fingerprint varchar not null,
    run_id varchar,
    changed_at timestamptz not null
);

comment on table store.discrepancy_states is 'The life of a discrepancy. One row per change; an '
'unchanged one gets none.';
comment on column store.discrepancy_states.discrepancy_id is 'the discrepancy';
comment on column store.discrepancy_states.state is '1 for the first; the highest is the current one';
comment on column store.discrepancy_states.status is 'new, widened, narrowed, settled, lapsed, or '
'unchanged: other claims, same gap';
comment on column store.discrepancy_states.verdict is 'conflict, drift, unclear, compatible or denial';
comment on column store.discrepancy_states.why is 'why the numbers differ';
comment on column store.discrepancy_states.ratio is 'largest stated number by the smallest; null for '
'stances';
comment on column store.discrepancy_states.place is 'where; null = not stated';
comment on column store.discrepancy_states.event_date is 'when; null = not stated';
comment on column store.discrepancy_states.fingerprint is 'hash of verdict, why, positions and claims';
comment on column store.discrepancy_states.run_id is 'the run that noticed it';
comment on column store.discrepancy_states.changed_at is 'when it was noticed';

create table store.discrepancy_claims (
    discrepancy_id varchar not null,
    state integer not null,
    position integer not null,
    position_low double,
    position_high double,
    claim_id varchar not null,
    role varchar not null
);

comment on table store.discrepancy_claims is 'Who stands where. One row per discrepancy, state and claim.';
comment on column store.discrepancy_claims.discrepancy_id is 'the discrepancy';
comment on column store.discrepancy_claims.state is 'its state';
comment on column store.discrepancy_claims.position is 'the position, from 1 for the lowest';
comment on column store.discrepancy_claims.position_low is 'smallest number all its members allow; null '
'= open';
comment on column store.discrepancy_claims.position_high is 'largest number all its members allow; null '
'= open';
comment on column store.discrepancy_claims.claim_id is 'the claim';
comment on column store.discrepancy_claims.role is 'stated, or what never opens a gap alone: inference, '
'sum, unclear';

create table store.marks (
    discrepancy_id varchar not null,
    mark varchar not null,
    note varchar not null,
    marked_at timestamptz not null
);

comment on table store.marks is 'What the analyst set aside. One row per mark; the newest counts.';
comment on column store.marks.discrepancy_id is 'the discrepancy';
comment on column store.marks.mark is 'acknowledged, muted or open';
comment on column store.marks.note is 'why';
comment on column store.marks.marked_at is 'when';

create table store.issues (
    period varchar not null,
    reader varchar not null,
    message_id varchar not null,
    subject varchar not null,
    folder varchar not null,
    issued_at timestamptz not null,
    covers_from timestamptz,
    covers_until timestamptz,
    primary key (period, reader)
);

comment on table store.issues is 'Digests, issued once. One row per period and reader.';
comment on column store.issues.period is 'the day, YYYY-MM-DD in the reader''s zone';
comment on column store.issues.reader is 'the reader''s id';
comment on column store.issues.message_id is 'fixed by period and reader';
comment on column store.issues.subject is 'of the mail';
comment on column store.issues.folder is 'where its files lie, below the data directory';
comment on column store.issues.issued_at is 'when it was issued';
comment on column store.issues.covers_from is 'begin of what it covers; null = everything before';
comment on column store.issues.covers_until is 'end of what it covers';

create table store.deliveries (
    period varchar not null,
    reader varchar not null,
    way varchar not null,
    state varchar not null,
    attempts integer not null,
    next_attempt_at timestamptz,
    detail varchar not null,
    changed_at timestamptz not null,
    primary key (period, reader)
);

comment on table store.deliveries is 'How far a digest came on its way. One row per issue.';
comment on column store.deliveries.period is 'of the issue';
comment on column store.deliveries.reader is 'of the issue';
comment on column store.deliveries.way is 'smtp or folder';
comment on column store.deliveries.state is 'waiting, sent, refused or given up';
comment on column store.deliveries.attempts is 'how often it was tried';
comment on column store.deliveries.next_attempt_at is 'not before; null = none planned';
comment on column store.deliveries.detail is 'what the server said last';
comment on column store.deliveries.changed_at is 'when this was noted';
