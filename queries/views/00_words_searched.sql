-- Words as the archive is searched by: without case, accents and endings, and each a number of 32 bits, the
-- same in every version of DuckDB. Two of a million words share one by chance once in 4,000 searches.

create or replace macro words_of(text) as
regexp_extract_all(lower(searched(text)), '[0-9a-z\x80-\x{10ffff}]+');

create or replace macro search_key(word) as (md5_number_lower(stem(word)) >> 32)::uinteger;
