-- Measures, kept so that a run works out anew only what changed, and claims as they were read before.

drop view if exists comparables;
drop view if exists compared;
drop view if exists figure_positions;

create table store.measured_scopes (
    scope_kind varchar not null,
    scope_id varchar not null,
    fingerprint varchar not null,
    measured_at timestamptz not null
);

comment on table store.measured_scopes is 'Which topics and stories were compared, and from what. One row '
'per topic or story.';
comment on column store.measured_scopes.scope_kind is 'topic or story';
comment on column store.measured_scopes.scope_id is 'the topic or the story';
comment on column store.measured_scopes.fingerprint is 'hash of its articles, their versions and readings, '
'and of the rules';
comment on column store.measured_scopes.measured_at is 'when it was last compared';

create table store.measured_claims (
    measure_id varchar not null,
    claim_id varchar not null,
    article_id varchar not null,
    scope_kind varchar not null,
    scope_id varchar not null,
    event varchar not null,
    unit_class varchar not null,
    includes_class varchar,
    narrowed_to varchar[] not null,
    place varchar,
    place_key varchar,
    side varchar,
    day_key date,
    states_day boolean not null,
    extent varchar not null,
    role varchar not null,
    claimant varchar,
    counts_civilians boolean not null,
    names_nobody boolean not null,
    sentence_id varchar not null,
    published_at timestamptz,
    bound varchar not null,
    low double,
    high double,
    position integer,
    position_low double,
    position_high double,
    measured_at timestamptz not null
);

comment on table store.measured_claims is 'Which claims measure the same thing, and where each stands. One '
'row per claim, and topic or story it is compared in; rewritten when that changes.';
comment on column store.measured_claims.measure_id is 'what is measured, the same over runs';
comment on column store.measured_claims.claim_id is 'the claim';
comment on column store.measured_claims.article_id is 'its article';
comment on column store.measured_claims.scope_kind is 'topic or story';
comment on column store.measured_claims.scope_id is 'the topic or the story';
comment on column store.measured_claims.event is 'what happened to those counted';
comment on column store.measured_claims.unit_class is 'as what they are counted';
comment on column store.measured_claims.includes_class is 'the class of which this class is a part';
comment on column store.measured_claims.narrowed_to is 'what narrows the class';
comment on column store.measured_claims.place is 'where, as written; null = not said';
comment on column store.measured_claims.place_key is 'where, as compared; null = unknown';
comment on column store.measured_claims.side is 'whose they are, as compared; null = unknown';
comment on column store.measured_claims.day_key is 'the first of the days in a row it is dated to; null = '
'unknown';
comment on column store.measured_claims.states_day is 'whether the claim itself says the day';
comment on column store.measured_claims.extent is 'whole, part, or beyond: of something much larger';
comment on column store.measured_claims.role is 'stated, inference, denied, expected or possible';
comment on column store.measured_claims.claimant is 'who says so, under one name; who has none is someone '
'else at every outlet';
comment on column store.measured_claims.counts_civilians is 'whether it says civilians where others say '
'people';
comment on column store.measured_claims.names_nobody is 'whether it is a bare number';
comment on column store.measured_claims.sentence_id is 'the same for all claims of one sentence';
comment on column store.measured_claims.published_at is 'when its article was published';
comment on column store.measured_claims.bound is 'how the number is hedged';
comment on column store.measured_claims.low is 'the smallest number it allows; null = open';
comment on column store.measured_claims.high is 'the largest number it allows; null = open';
comment on column store.measured_claims.position is 'its position, from 1 for the lowest; null = takes none';
comment on column store.measured_claims.position_low is 'the smallest number its position allows';
comment on column store.measured_claims.position_high is 'the largest number its position allows';
comment on column store.measured_claims.measured_at is 'when that was worked out';

create table store.standing_claims as
select
    claims.*,
    null::timestamptz as read_at
from store.claims as claims
where false;

comment on table store.standing_claims is 'Claims that stand or stood in a discrepancy, as they were read '
'then. One row per claim and reading.';
comment on column store.standing_claims.claim_id is 'the claim; the same in every reading';
comment on column store.standing_claims.article_id is 'its article';
comment on column store.standing_claims.version is 'its version';
comment on column store.standing_claims.doc is 'its document';
comment on column store.standing_claims.span_start is 'first character';
comment on column store.standing_claims.span_end is 'the character after the last';
comment on column store.standing_claims.text is 'its words';
comment on column store.standing_claims.sentence is 'its sentence';
comment on column store.standing_claims.kind is 'what kind of number';
comment on column store.standing_claims.origin is 'where in the article';
comment on column store.standing_claims.bound is 'how the number was hedged';
comment on column store.standing_claims.low is 'the smallest number it allowed';
comment on column store.standing_claims.high is 'the largest number it allowed';
comment on column store.standing_claims.unit is 'what was counted';
comment on column store.standing_claims.modifiers is 'what narrowed the unit';
comment on column store.standing_claims.event is 'what happened to them';
comment on column store.standing_claims.place is 'where';
comment on column store.standing_claims.event_date is 'when';
comment on column store.standing_claims.speaker is 'who said so';
comment on column store.standing_claims.speaker_kind is 'what kind of speaker';
comment on column store.standing_claims.chain is 'how it travelled';
comment on column store.standing_claims.polarity is 'asserted, denied, expected or possible';
comment on column store.standing_claims.part_of is 'the total it was a part of';
comment on column store.standing_claims.main is 'whether it was its article''s toll';
comment on column store.standing_claims.rule is 'the rule that made it';
comment on column store.standing_claims.is_inference is 'whether it was the writer''s own reasoning';
comment on column store.standing_claims.read_at is 'when it was first put there in this reading';

alter table store.discrepancy_states add column family varchar;

comment on column store.discrepancy_states.family is 'the family that found it in this state; null = the one '
'it was first found by';
