-- Words as stories are found by them.

create or replace macro is_stop_word(word) as
list_contains(
    string_split(
        'a about above after again against all also am an and any are as at back be because been '
        'before being below between both but by can could did do does doing down during each even few '
        'first for from further get had has have having he her here hers herself him himself his how '
        'however if in into is it its itself just last like made make many may me might more most '
        'much must my myself no nor not now of off on once one only or other our ours ourselves out '
        'over own re said same say says she should since so some still such than that the their '
        'theirs them themselves then there these they this those through to too two under until up '
        'upon us very was we were what when where which while who whom why will with within without '
        'would yet you your yours yourself yourselves',
        ' '
    ),
    word
);

-- The ending goes when at least four letters stay: strikes, strike; ended, ending, end.
create or replace macro stem(word) as regexp_replace(word, '^(.{4,}?)(ies|ing|ed|es|s)$', '\1');

-- What stands beside a number in its sentence: up to the next comma, figure or, before it, "and", and six
-- words at most on either side.
create or replace macro telling_words(words) as
list_filter(
    list_transform(regexp_extract_all(strip_accents(words), '\p{L}{2,}'), lambda word: stem(lower(word))),
    lambda word: not is_stop_word(word)
);

create or replace macro words_around(sentence, number) as
list_distinct(list_concat(
    list_reverse(telling_words(regexp_replace(
        regexp_extract(split_part(sentence, number, 1), '[^,;:.!?()0-9]*$'), '^.*\band\b', ''
    )))[:6],
    telling_words(regexp_extract(
        substr(sentence, strpos(sentence, number) + length(number)), '^[^,;:.!?()0-9]*'
    ))[:6]
));

-- Words in which any toll is told, stemmed: they do not tell two incidents apart.
create or replace macro is_word_of_tolls(word) as
list_contains(
    string_split(
        'kill dead death dy died die dying wound injur hurt miss toll number count people person civilian '
        'men women children other casualti victim accord report source official say tell told announc',
        ' '
    ),
    word
);
