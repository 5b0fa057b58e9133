-- Lay out an invented archive: `days` days of `per_day` articles each, the last of them on `last_day`.
--
-- Skew as in real news: a few outlets publish most, a few topics and stories are told most, a story has most
-- of its articles on its first day and the rest within a week, half of the articles tell a story, every fourth
-- is a wire copy, and the numbers of one story in seven are contested. Made from hashes, so that the same
-- settings give the same archive. Words are numbers: Name of a story, topic of a topic, common of everyday
-- speech, extra of few articles.

create or replace macro dice(salt) as (hash(salt) >> 11) / 9007199254740992.0;

-- A number from 0 up to `most` for a roll between 0 and 1; half of all lie below the square root.
create or replace macro skewed(roll, most) as floor(most ** roll)::integer - 1;

create or replace temp table drawn as
with numbered as (
    select
        n // getvariable('per_day') as day_nth,
        getvariable('prefix') || n as key
    from range(getvariable('days') * getvariable('per_day')) as numbers (n)
),

placed as (
    select
        *,
        -- A fifth of the articles tell a story that began on one of the six days before.
        date_diff('day', '2000-01-01'::timestamptz, getvariable('last_day')) - getvariable('days') + 1 + day_nth
        - greatest(0, floor(dice('since' || key) * 30)::integer - 23) as begun
    from numbered
),

told as (
    select
        key,
        left(md5(key), 16) as article_id,
        begun,
        getvariable('last_day')::timestamptz - to_days((getvariable('days') - 1 - day_nth)::integer)
        + to_seconds(floor(dice('second' || key) * 86400)) as published_at,
        'Outlet ' || skewed(dice('outlet' || key), 300) as outlet,
        -- 0 is the day's greatest story; half of the articles stand alone.
        if(
            dice('alone' || key) < 0.5,
            'alone' || key,
            'b' || begun || 's' || skewed(dice('story' || key), greatest(2, getvariable('per_day') // 10))
        ) as story,
        dice('copy' || key) < 0.25 and story not like 'alone%' as is_copy
    from placed
)

select
    *,
    skewed(dice('topic' || story), 200) as topic
from told;

create or replace temp table written as
with topical as (
    select
        article_id,
        story,
        topic,
        hash(if(is_copy, story, key)) as writer,
        90 + floor(dice('length' || key) * 60)::integer as word_count
    from drawn
),

rolled as (
    select
        article_id,
        story,
        topic,
        place,
        hash(xor(writer, place::ubigint)) as roll,
        (roll >> 40) / 16777216.0 as choice
    from topical, range(word_count) as places (place)
),

spoken as (
    select
        article_id,
        place,
        case
            when roll % 100 < 20 then 'Name' || story || skewed(choice, 40)
            when roll % 100 < 40 then 'topic' || topic || 'w' || skewed(choice, 200)
            when roll % 100 < 92 then 'common' || skewed(choice, 5000)
            else 'extra' || (roll >> 20) % 400000
        end || if(place % 20 = 19, '.', '') as word
    from rolled
)

select
    article_id,
    string_agg(word, ' ' order by place) as body
from spoken
group by article_id;

insert into store.articles by name
select
    article_id,
    'feed' as source_kind,
    'https://example.org/' || outlet as source,
    key as identity,
    published_at as first_seen_at
from drawn
order by published_at;

insert into store.article_versions by name
select
    drawn.article_id,
    1 as version,
    sha256(drawn.key) as document_id,
    'https://example.org/' || drawn.key as doc,
    'https://example.org/' || drawn.key as url,
    drawn.outlet,
    'Topic ' || drawn.topic || ': ' || array_to_string(string_split(written.body, ' ')[:6], ' ') as title,
    null as author,
    drawn.published_at,
    'stated' as published_basis,
    null as published_note,
    'en' as language,
    title || chr(10) || written.body as text,
    drawn.published_at as seen_at
from drawn
inner join written using (article_id)
order by drawn.published_at;

insert into store.segments by name
select
    drawn.article_id,
    1 as version,
    parts.ordinal,
    parts.origin,
    if(parts.ordinal = 1, 0, length(versions.title) + 1) as span_start,
    if(parts.ordinal = 1, length(versions.title), length(versions.text)) as span_end,
    null as author
from drawn
inner join store.article_versions as versions using (article_id)
cross join (values (1, 'headline'), (2, 'body')) as parts (ordinal, origin);

insert into store.documents by name
select
    document_id,
    'text/html' as media_type,
    length(text) as byte_count,
    'documents/' || document_id as stored_as,
    seen_at as first_seen_at
from store.article_versions
semi join drawn on article_versions.article_id = drawn.article_id;

insert into store.extractions by name
select
    article_id,
    1 as version,
    '1' as extractor_version,
    5 as claim_count,
    published_at as extracted_at
from drawn;

-- Five claims an article: the story's dead, wounded and arrested as most give them, whether there was a deal, and
-- what only this article counts.
insert into store.claims by name
with counted as (
    select
        drawn.*,
        nth,
        dice('contested' || story) < 0.15 as is_contested,
        -- A story has one true figure of each kind; of a contested one a teller in five gives another.
        ceil(2 + 60 * dice(story || '/' || nth) ** 3) as truth,
        if(is_contested and dice(key || '/' || nth) < 0.2, ceil(20 * dice(key || '/off/' || nth)), 0) as off,
        if(nth = 5, 3 + skewed(dice(key || 'event'), 15), nth - 1) as event_nth
    from drawn, range(1, 6) as claims (nth)
)

select
    left(md5(key || '-' || nth), 16) as claim_id,
    article_id,
    1 as version,
    'https://example.org/' || key as doc,
    10 * nth as span_start,
    10 * nth + 8 as span_end,
    (truth + off)::integer || ' people' as text,
    'Officials said that ' || (truth + off)::integer || ' people were counted in the district.' as sentence,
    ['count', 'count', 'count', 'stance', 'count'][nth] as kind,
    if(nth = 1 and dice('headline' || key) < 0.3, 'headline', 'body') as origin,
    if(dice('bound' || key || nth) < 0.3, 'above', 'exact') as bound,
    if(nth = 4, null, truth + off) as low,
    if(nth = 4 or bound = 'above', null, truth + off) as high,
    if(
        nth = 4, 'deal',
        ['person', 'civilian', 'fighter', 'truck', 'village'][1 + skewed(dice(story || 'unit' || nth), 5)]
    ) as unit,
    []::varchar[] as modifiers,
    if(nth = 4, null, ['kill', 'wound', 'arrest', 'evacuate', 'displace', 'rescue', 'attack', 'destroy', 'deploy',
        'missing', 'kidnap', 'surrender', 'trap', 'treat', 'protest', 'infect', 'load', 'other'][1 + event_nth]) as event,
    if(dice('place' || key) < 0.7, 'Town ' || (hash(story) % 3000), null) as place,
    if(dice('day' || key) < 0.5, ('2000-01-01'::date + begun::integer)::varchar, null) as event_date,
    if(dice('speaker' || key) < 0.8, 'Speaker ' || (hash(story) % 500) || skewed(dice('who' || key), 6), outlet) as speaker,
    if(dice('speaker' || key) < 0.8, 'official', 'media') as speaker_kind,
    [outlet] as chain,
    if(nth = 4 and is_contested and dice('denied' || key) < 0.1, 'denied', 'asserted') as polarity,
    null as part_of,
    nth = 1 as main,
    'bench' as rule,
    false as is_inference
from counted;
