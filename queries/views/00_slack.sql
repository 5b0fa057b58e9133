-- How much slack a number gets when two are compared. What is stated, and what is shown, stays as it is.
--
-- Rule 1: figures stand together when the larger is at most tolerance() above the smaller.
-- Rule 2: a hedge gives the side it leaves open the same slack once more: about 250 reaches from 227 to
--   275, more than 50 from 50 to 55, almost 50 from 45 to 50.
-- Rule 3: two numbers hedged in the same way get no slack from it: at least 58 and at least 72 are two
--   figures. Of two hedges, one gives slack, not both: about 235 and almost 300 are two figures.
-- Rule 4: numbers of two digits without a hedge were counted one by one, not rounded: 13 and 14 are two
--   figures. Larger ones are taken to be rounded, and fall under rule 1.

create or replace macro tolerance() as coalesce(getvariable('tolerance_pct')::double, 10) / 100;

create or replace macro slack_low(bound, low, high) as
case
    when bound = 'about' then low / (1 + tolerance())
    when bound = 'below' and low is null then high / (1 + tolerance())
    else coalesce(low, high)
end;

create or replace macro slack_high(bound, low, high) as
case
    when bound = 'about' then high * (1 + tolerance())
    when bound = 'above' and high is null then low * (1 + tolerance())
    else coalesce(high, low)
end;

create or replace macro times_apart(low_1, high_1, low_2, high_2) as
case
    when greatest(low_1, low_2) <= least(high_1, high_2) then 1.0
    else greatest(low_1, low_2) / nullif(least(high_1, high_2), 0)
end;

create or replace macro are_counted_out(bound_1, low_1, bound_2, low_2) as
bound_1 = 'exact' and bound_2 = 'exact'
and greatest(low_1, low_2) < 100
and low_1 = floor(low_1) and low_2 = floor(low_2);

create or replace macro stand_together(bound_1, low_1, high_1, bound_2, low_2, high_2) as
coalesce(
    case
        when are_counted_out(bound_1, low_1, bound_2, low_2)
            then if(low_1 = low_2, 1, 'infinity'::double)
        when bound_1 = bound_2
            then times_apart(
                coalesce(low_1, high_1),
                coalesce(high_1, low_1),
                coalesce(low_2, high_2),
                coalesce(high_2, low_2)
            )
        else least(
            times_apart(
                slack_low(bound_1, low_1, high_1),
                slack_high(bound_1, low_1, high_1),
                coalesce(low_2, high_2),
                coalesce(high_2, low_2)
            ),
            times_apart(
                coalesce(low_1, high_1),
                coalesce(high_1, low_1),
                slack_low(bound_2, low_2, high_2),
                slack_high(bound_2, low_2, high_2)
            )
        )
    end <= 1 + tolerance() + 1e-9,
    false
);

create or replace macro same_position(one, other) as
stand_together(one.bound, one.low, one.high, other.bound, other.low, other.high);
