-- What each macro answers, with a line to try. They stand apart from the macros because the linter's
-- grammar does not know "comment on macro": it could look at nothing that follows one.

comment on macro fold is 'How are words compared: in lower case and without accents. ' -- noqa: PRS
'Try: select fold(''Düsseldorf'');';

comment on macro searched is 'In which form are texts held against topics: without accents, with ASCII marks only? '
'Try: select searched(''“Düsseldorf’s convoy” – gone…'');';

comment on macro tolerance is 'How far apart may figures be and stand together: tolerance_pct, 10 unless set, as a share. '
'Try: select tolerance();';

comment on macro slack_low is 'What is the least a hedged number stands for when compared? '
'Try: select slack_low(''about'', 250, 250);';

comment on macro slack_high is 'What is the most a hedged number stands for when compared? '
'Try: select slack_high(''above'', 100, null);';

comment on macro times_apart is 'How many times is one interval above another; 1 = they meet, null = above zero? '
'Try: select times_apart(24, 60, 250, 250);';

comment on macro are_counted_out is 'Were both numbers counted one by one, so that 13 and 14 are two figures? '
'Try: select are_counted_out(''exact'', 13, ''exact'', 14);';

comment on macro stand_together is 'Do two hedged numbers belong to one position? '
'Try: select stand_together(''above'', 50, null, ''exact'', 58, 58);';

comment on macro same_position is 'The same, of structs with bound, low and high. '
'Try: select same_position({bound: ''exact'', low: 1, high: 1}, {bound: ''exact'', low: 2, high: 2});';

comment on macro tells_a_span is 'Does a sentence count over a span of time, rather than at one event? '
'Try: select tells_a_span(''Forty were killed in the past three days.'');';

comment on macro severity is 'How much does it matter: low, medium, high? '
'Try: select severity(''conflict'', 2.5);';

comment on macro is_wanted is 'Does a reader wish to see it, by the variables topics, families and severity? '
'Try: select is_wanted(null, ''count_conflict'', ''conflict'', 2.5);';

comment on macro as_of is 'As of when do the views answer: the variable as_of, else now. '
'Try: set variable as_of = ''2026-11-21'';';

comment on macro moment is 'At which moment do the last 24 hours end: as_of, else now. '
'Try: select moment();';

comment on macro days_ago is 'How many whole days of 24 hours lie between a moment and the one asked for? '
'Try: select days_ago(moment() - interval 30 hour);';

comment on macro chance_of_count is 'How likely is exactly this count of a negative binomial with that mean and shape? '
'Try: select chance_of_count(3, 1.5, 2);';

comment on macro chance_of_at_least is 'How likely is this count or a higher one? '
'Try: select chance_of_at_least(9, 1.5, 2);';

comment on macro today is 'Which day do windows of "the last n days" end on: that of as_of, else today. '
'Try: select today();';

comment on macro only_one is 'The value of a column that holds no other, from its min and max. '
'Try: select only_one(1, 1);';

comment on macro stable_id is 'An id made of what it stands for, the same on every run. '
'Try: select stable_id([''a'', ''b'']);';

comment on macro as_cell is 'As what does a value stand in a CSV file: as text, with an apostrophe before what a spreadsheet would '
'take for a formula (OWASP, "CSV Injection")? Try: select as_cell(''=1+1'');';

comment on macro metres_in is 'How many metres is a unit of length; null for units in which nobody measures how far or how high. '
'Try: select metres_in(''foot'');';

comment on macro is_toll is 'Are these counted while they become more, so that a later number is naturally the higher? '
'Try: select is_toll(''kill'');';

comment on macro words_of is 'Which words does a text have, as the archive is searched by them? '
'Try: select words_of(''Düsseldorf’s convoy'');';

comment on macro search_key is 'Under which number is a word found in store.search_words? '
'Try: select search_key(''strikes'') = search_key(''striking'');';

comment on macro is_stop_word is 'Which words say nothing of what an article is about? '
'Try: select is_stop_word(''the'');';

comment on macro stem is 'Under which form are the endings of a word one? '
'Try: select stem(''strikes''), stem(''striking'');';

comment on macro poisson_up_to is 'How likely are so many events or fewer, when so many are the mean? '
'Try: select poisson_up_to(2, 9.5);';

comment on macro words_around is 'Which words stand beside a number in its sentence? '
'Try: select words_around(''In Rivertown, 40 percent of the wells ran dry.'', ''40 percent'');';

comment on macro telling_words is 'Which words of a text say what it is about, in their stems? '
'Try: select telling_words(''The wells of Rivertown ran dry'');';
