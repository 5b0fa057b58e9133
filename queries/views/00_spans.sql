-- Whether a sentence counts over a span of time rather than at one event: "in the past three days", "since
-- Monday", "so far this year". What is the worst since a date happened at once.

create or replace macro tells_a_span(sentence) as
regexp_matches(
    lower(sentence),
    '\b(in|over|during|for|within) (the )?(past|last|previous) (\w+ ){0,2}(days?|weeks?|months?|years?)\b'
    || '|\bin (two|three|four|five|six|seven|eight|nine|ten|\d+) (days|weeks|months|years)\b'
    || '|\bso far (this|in)\b|\bthis (week|month|year)\b|\bin total since\b'
    || '|\bsince (the (start|beginning|outbreak)|last|early|late|mid|(mon|tues|wednes|thurs|fri|satur|sun)day'
    || '|january|february|march|april|may|june|july|august|september|october|november|december|(19|20)\d\d)\b'
)
and not regexp_matches(lower(sentence), '\b(first|worst|\w+est|most \w+)\b.{0,60}\bsince\b');
