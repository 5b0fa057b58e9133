-- What the macros answer by which incidents are told apart, with a line to try.

comment on macro is_word_of_tolls is 'Which words stand in any toll, so that they do not tell two incidents apart? ' -- noqa: PRS
'Try: select is_word_of_tolls(''wound'');';

comment on macro are_names_alike is 'Do two lists of names hold one that is spelt alike? '
'Try: select are_names_alike([''torrby''], [''torby'']);';

comment on macro befalls_people is 'Is who this happens to always people? '
'Try: select befalls_people(''arrest'');';

comment on macro least_likelihood is 'How likely must two figures be of one incident to be compared? '
'Try: select least_likelihood();';
