-- What each table macro answers, with a line to try; see 99_macro_comments.sql.

comment on macro table search is 'Which articles hold all these words? The best fifty first. ' -- noqa: PRS
'Try: from search(''convoy left'');';

comment on macro table story is 'Who told a story, in which order, who copied whom? '
'Try: from story((select min(story_id) from store.story_articles));';

comment on macro table timeline is 'Which numbers were given over time? In a discrepancy, an event or a story, by its id. '
'Try: from timeline((select min(discrepancy_id) from stands));';

comment on macro table gaps is 'How far apart are sources on a topic, and who are they? A topic by its id or words of its title; who stands '
'at the ends. '
'Try: from gaps((select min(topic_id) from store.topics));';

comment on macro table changed_since is 'What came in or changed since a moment? Articles, edits, discrepancies, marks. '
'Try: from changed_since(moment() - interval 24 hour);';

comment on macro table evidence is 'What exactly was said, and in which document? '
'Try: from evidence((select min(claim_id) from claims));';
