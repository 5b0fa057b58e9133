-- What the macros for names answer, with a line to try; apart for the reason given in 99_macro_comments.

comment on macro alias_key is 'Under which key are other names looked up? ' -- noqa: PRS
'Try: select alias_key(''the Süd-Sudan'');';

comment on macro speaker_keys is 'Under which keys is a speaker looked up: as written, by name, by the body in brackets? '
'Try: select speaker_keys(''Amal Noor (Harbour Ministry)'');';

comment on macro first_known is 'What does a map know of the first key it has? '
'Try: select first_known(map {''b'': 2}, [''a'', ''b'']);';

comment on macro claimant_key is 'Who answers for a number? '
'Try: select claimant_key(''Post'', ''media'', [], ''Post'', ''Wire'', ''a.txt'');';

comment on macro claimant_name is 'The words of who answers for a number. '
'Try: select claimant_name(''a driver'', ''witness'', [], ''Post'', ''Wire'', ''a.txt'');';

comment on macro is_nameless is 'Is it a speaker without a name, someone else at every outlet? '
'Try: select is_nameless(''a driver'', ''witness'', ''Post'');';

comment on macro outlet_cited is 'At which outlet did a speaker say it, along the chain? '
'Try: select outlet_cited([''Wire'', ''Post''], ''Post'', ''Post'', ''a.txt'');';
