-- What each column of these views holds: the words of the data dictionary.

comment on column discrepancies.discrepancy_id is 'the discrepancy; the same on every run';
comment on column discrepancies.kind is 'count, arithmetic, stance, edit or citation';
comment on column discrepancies.family is 'the question that found it, a file in queries/discrepancies';
comment on column discrepancies.event is 'what happened to them: kill, wound, evacuate ...';
comment on column discrepancies.unit is 'what is counted, as a class';
comment on column discrepancies.modifiers is 'words that narrow the unit, such as foreign';
comment on column discrepancies.place is 'where, as the text says';
comment on column discrepancies.event_date is 'when, ISO 8601 with the precision known';
comment on column discrepancies.topic_id is 'the topic';
comment on column discrepancies.topic is 'its title';
comment on column discrepancies.story_id is 'the story';
comment on column discrepancies.status is 'new, widened, narrowed, unchanged, settled or lapsed: what became '
'of it last';
comment on column discrepancies.is_open is 'whether it still stands';
comment on column discrepancies.verdict is 'conflict, drift, unclear, compatible or denial';
comment on column discrepancies.why is 'why the numbers differ';
comment on column discrepancies.ratio is 'how many times the highest figure is the lowest; null = cannot be '
'said';
comment on column discrepancies.first_seen_at is 'when it was first found';
comment on column discrepancies.changed_at is 'when it last changed';
comment on column discrepancies.state is 'how often it changed, from 1';
comment on column discrepancies.mark is 'acknowledged or muted by the analyst; null = neither';
comment on column discrepancies.mark_note is 'what the analyst noted';

comment on column marks.discrepancy_id is 'the discrepancy; the same on every run';
comment on column marks.mark is 'acknowledged, muted or open, as it holds now';
comment on column marks.given is 'what the analyst gave';
comment on column marks.note is 'why';
comment on column marks.marked_at is 'when';
comment on column marks.until_date is 'until when it holds; null = for good';
comment on column marks.parted_at is 'when the sources parted further or anew, which ends the mark; null = '
'they did not';

comment on column topic_levels.topic_id is 'the topic';
comment on column topic_levels.topic is 'its title';
comment on column topic_levels.days_ago is 'which day: 0 = the last 24 hours';
comment on column topic_levels.until is 'when that day ends';
comment on column topic_levels.article_count is 'how many articles';
comment on column topic_levels.origin_count is 'how many that copy from nobody';
comment on column topic_levels.outlet_count is 'how many outlets';
comment on column topic_levels.share is 'share of all that was published that day, 0 to 1';
comment on column topic_levels.first_outlet is 'who was first';
comment on column topic_levels.usual is 'how many origins a day are usual, over the 28 days before';
comment on column topic_levels.chance is 'how likely as many or more would be on a usual day';
comment on column topic_levels.level is 'quiet, normal, high, burst, or new while fewer than seven days are '
'known';

comment on column topic_matches.topic_id is 'the topic';
comment on column topic_matches.topic is 'its title';
comment on column topic_matches.article_id is 'the article; the same over its versions';
comment on column topic_matches.version is 'its version, from 1';
comment on column topic_matches.outlet is 'who published; null = not known';
comment on column topic_matches.title is 'the headline';
comment on column topic_matches.url is 'where it can be read';
comment on column topic_matches.seen_at is 'when the article first came in';
comment on column topic_matches.published_at is 'when it was published, as far as it says; null = not known';
comment on column topic_matches.origin_id is 'the article it copies, or itself';

comment on column topic_volume.topic_id is 'the topic';
comment on column topic_volume.topic is 'its title';
comment on column topic_volume.day is 'the day of publication';
comment on column topic_volume.outlet is 'who published; null = not known';
comment on column topic_volume.article_count is 'how many articles';
comment on column topic_volume.own_count is 'how many of them copy from nobody';
comment on column topic_volume.share_of_outlet is 'share of all that the outlet published that day, 0 to 1';
comment on column topic_volume.share_of_day is 'share of all that was published that day, 0 to 1';

comment on column emerging_terms.topic_id is 'the topic';
comment on column emerging_terms.topic is 'its title';
comment on column emerging_terms.term is 'the word';
comment on column emerging_terms.recent_count is 'in how many origins of the last 24 hours';
comment on column emerging_terms.usual_count is 'in how many of the days before';
comment on column emerging_terms.strength is 'how far beyond chance: log-odds with a prior, in standard '
'deviations';
