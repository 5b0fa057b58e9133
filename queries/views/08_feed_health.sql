-- Which feeds can be trusted.
--
-- Dead: it answers, and silence as long as this would happen once in a thousand times: exp(-6.9).
-- Thin: the last three whole days brought so little as would happen once in a hundred times.
-- A feed is judged when it has a week of days to be held against.

create or replace view feed_health as
with troubles as (
    select
        url,
        arg_max(outcome, last_at) as outcome,
        arg_max(detail, last_at) as detail,
        arg_max(hint, last_at) as hint,
        max(last_at) as failed_at,
        sum(times) filter (where day >= today() - 7) as failures
    from store.feed_fetches
    where is_failure and first_at <= as_of()
    group by url
),

judged as (
    select
        feeds.* exclude (state),
        rhythms.* exclude (url),
        troubles.outcome,
        troubles.detail,
        troubles.hint,
        'it used to bring ' || round(rhythms.a_day, 1) || ' a day' as used_to,
        case
            when feeds.is_paused then 'paused'
            when feeds.retired_at is not null then 'retired'
            when feeds.failing_since is not null then 'failing'
            when
                rhythms.past_days >= 7 and rhythms.silent_days >= 2
                and rhythms.a_day * rhythms.silent_days / rhythms.burst > 6.9
                then 'dead'
            when
                rhythms.past_days >= 7 and rhythms.late_days = 3
                and poisson_up_to(
                    floor(rhythms.late_brought / rhythms.burst),
                    greatest(rhythms.a_day, 1e-9) * rhythms.late_days / rhythms.burst
                ) < 0.01
                then 'thin'
            when
                troubles.failures >= 3 and troubles.failed_at >= least(as_of(), now()) - interval 1 day
                then 'recovered'
            when feeds.moved_to is not null then 'moved'
            else 'well'
        end as state
    from store.feeds as feeds
    left join feed_rhythms as rhythms using (url)
    left join troubles using (url)
)

select
    url,
    outlet,
    state,
    case state
        when 'failing' then coalesce(outcome, 'failed')
        when 'retired' then 'gone'
        else state
    end as outcome,
    case state
        when 'retired' then 'its server says since ' || retired_at::date || ' that it is gone for good'
        when 'failing' then coalesce(detail, '')
        when 'dead' then 'answers, but brought nothing since ' || last_brought || '; ' || used_to
        when 'thin' then 'brought ' || late_brought || ' in ' || late_days || ' days; ' || used_to
        when 'recovered' then 'answers again; it had failed with: ' || detail
        when 'moved' then 'its server says that it moved for good to ' || moved_to
        else state
    end as said,
    case state
        when 'retired' then 'remove it, or look for its new address'
        when 'failing' then coalesce(hint, '')
        when 'dead' then 'look at its site: feeds are left behind when a site is made anew'
        when 'thin' then 'look at its site, or wait'
        when 'moved' then 'the new address is taken when it stays for a week'
        else ''
    end as hint,
    failing_since,
    failures,
    last_brought,
    round(a_day, 1) as a_day,
    fetched_at,
    next_fetch_at
from judged;

comment on view feed_health is 'Which feeds fail, fell silent, thinned out or came back, against their own '
'past? Try: from feed_health where state not in (''well'', ''paused'');';
