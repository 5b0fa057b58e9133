-- Where the families put what they find in a run, before it is compared with what was known.

create or replace temp table found (
    discrepancy_id varchar not null,
    kind varchar not null,
    family varchar not null,
    scope_kind varchar not null,
    scope_id varchar not null,
    event varchar,
    unit varchar,
    modifiers varchar[] not null,
    place varchar,
    event_date varchar,
    verdict varchar not null,
    why varchar not null,
    ratio double,
    position integer not null,
    position_low double,
    position_high double,
    claim_id varchar not null,
    role varchar not null
);
