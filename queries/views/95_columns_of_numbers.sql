-- What each column of these views holds: the words of the data dictionary.

comment on column claims.claim_id is 'the claim';
comment on column claims.doc is 'the name a person knows it by: a file name or an address';
comment on column claims.start is 'first character in the text of the article, from 0';
comment on column claims."end" is 'one past the last character';
comment on column claims.text is 'the words that state it';
comment on column claims.sentence is 'the sentence they stand in';
comment on column claims.kind is 'count, money, percent, length, duration, weight, other or stance';
comment on column claims.origin is 'headline, body, caption or comment';
comment on column claims.bound is 'exact, about, above, below, range or vague: how the number is hedged';
comment on column claims.low is 'smallest number the words allow; null = open';
comment on column claims.high is 'largest number the words allow; null = open';
comment on column claims.unit is 'what is counted, singular; of a stance, the noun it is about';
comment on column claims.modifiers is 'words that narrow the unit, such as foreign';
comment on column claims.event is 'what happened to them: kill, wound, evacuate ...';
comment on column claims.place is 'where, as the text says';
comment on column claims.event_date is 'when, ISO 8601 with the precision known';
comment on column claims.speaker is 'to whom the article gives it; the outlet when to nobody else; null = '
'not known';
comment on column claims.speaker_kind is 'official, military, monitor, witness, party, media, anonymous or '
'unknown';
comment on column claims.chain is 'how it travelled, outermost first: outlet, agency, person';
comment on column claims.polarity is 'asserted, denied, expected or possible';
comment on column claims.part_of is 'the words of the total it is a part of';
comment on column claims.main is 'whether it is the main toll of its event in its article';
comment on column claims.rule is 'the rule that read it';
comment on column claims.is_inference is 'whether it is the own reasoning of the writer: drawn, never a '
'source';
comment on column claims.outlet is 'who published; null = not known';
comment on column claims.title is 'the headline';
comment on column claims.url is 'where it can be read';
comment on column claims.published_at is 'when it was published, as far as it says; null = not known';
comment on column claims.article_id is 'the article; the same over its versions';
comment on column claims.version is 'its version, from 1';

comment on column stands.discrepancy_id is 'the discrepancy; the same on every run';
comment on column stands.position is 'the position, from 1 for the lowest';
comment on column stands.position_low is 'smallest number its position allows; null = open';
comment on column stands.position_high is 'largest number its position allows; null = open';
comment on column stands.role is 'stated, or what opens no gap alone: inference, sum, unclear';
comment on column stands.claim_id is 'the claim';
comment on column stands.article_id is 'the article; the same over its versions';
comment on column stands.version is 'its version, from 1';
comment on column stands.doc is 'the name a person knows it by: a file name or an address';
comment on column stands.text is 'the words that state it';
comment on column stands.sentence is 'the sentence they stand in';
comment on column stands.kind is 'count, money, percent, length, duration, weight, other or stance';
comment on column stands.origin is 'headline, body, caption or comment';
comment on column stands.bound is 'exact, about, above, below, range or vague: how the number is hedged';
comment on column stands.low is 'smallest number the words allow; null = open';
comment on column stands.high is 'largest number the words allow; null = open';
comment on column stands.unit is 'what is counted, singular; of a stance, the noun it is about';
comment on column stands.modifiers is 'words that narrow the unit, such as foreign';
comment on column stands.event is 'what happened to them: kill, wound, evacuate ...';
comment on column stands.place is 'where, as the text says';
comment on column stands.event_date is 'when, ISO 8601 with the precision known';
comment on column stands.speaker is 'to whom the article gives it; the outlet when to nobody else; null = '
'not known';
comment on column stands.speaker_kind is 'official, military, monitor, witness, party, media, anonymous or '
'unknown';
comment on column stands.chain is 'how it travelled, outermost first: outlet, agency, person';
comment on column stands.polarity is 'asserted, denied, expected or possible';
comment on column stands.part_of is 'the words of the total it is a part of';
comment on column stands.main is 'whether it is the main toll of its event in its article';
comment on column stands.rule is 'the rule that read it';
comment on column stands.is_inference is 'whether it is the own reasoning of the writer: drawn, never a '
'source';
comment on column stands.start is 'first character in the text of the article, from 0';
comment on column stands."end" is 'one past the last character';
comment on column stands.outlet is 'who published; null = not known';
comment on column stands.title is 'the headline';
comment on column stands.url is 'where it can be read';
comment on column stands.published_at is 'when it was published, as far as it says; null = not known';
comment on column stands.grade is 'the grade of the source (Admiralty code) from the settings; F6 = not '
'judged';
comment on column stands.claimant is 'who counts as one source: speakers known under several names, and '
'copies, are one';

comment on column positions.discrepancy_id is 'the discrepancy; the same on every run';
comment on column positions.position is 'the position, from 1 for the lowest';
comment on column positions.low is 'smallest number its members allow; null = open';
comment on column positions.high is 'largest number its members allow; null = open';
comment on column positions.speakers is 'who stands there';
comment on column positions.outlets is 'who published it';
comment on column positions.roles is 'stated, inference, sum or unclear, without doubles';
comment on column positions.outlet_count is 'how many outlets';
comment on column positions.source_count is 'how many independent sources: copies and common speakers count '
'once';
comment on column positions.claim_count is 'how many claims';
