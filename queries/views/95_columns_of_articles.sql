-- What each column of these views holds: the words of the data dictionary.

comment on column articles.article_id is 'the article; the same over its versions';
comment on column articles.doc is 'the name a person knows it by: a file name or an address';
comment on column articles.outlet is 'who published; null = not known';
comment on column articles.title is 'the headline';
comment on column articles.url is 'where it can be read';
comment on column articles.author is 'who wrote it, where it says';
comment on column articles.published_at is 'when it was published, as far as it says; null = not known';
comment on column articles.published_basis is 'how the date is known: stated, feed, page, unknown';
comment on column articles.published_note is 'what is odd about the date';
comment on column articles.language is 'its language, as given';
comment on column articles.version is 'its version, from 1';
comment on column articles.seen_at is 'when this version came in';
comment on column articles.source_kind is 'seed, feed or page';
comment on column articles.source is 'the folder or the address it came from';
comment on column articles.identity is 'what names it there: file name, guid, link or content';
comment on column articles.first_seen_at is 'when its first version came in';
comment on column articles.document_id is 'SHA-256 of the bytes it was read from';
comment on column articles.text is 'the whole text as it came in; claims count characters in it';

comment on column copies.article_id is 'the article; the same over its versions';
comment on column copies.doc is 'the name a person knows it by: a file name or an address';
comment on column copies.outlet is 'who published; null = not known';
comment on column copies.published_at is 'when it was published, as far as it says; null = not known';
comment on column copies.first_article_id is 'the article it shares most with, published before';
comment on column copies.first_doc is 'its name';
comment on column copies.first_outlet is 'who published that one';
comment on column copies.share is 'share of the shorter article they have in common, 0 to 1';

comment on column stories.story_id is 'the story';
comment on column stories.story is 'the title of its first article';
comment on column stories.article_count is 'how many articles';
comment on column stories.article_id is 'the article; the same over its versions';
comment on column stories.version is 'its version, from 1';
comment on column stories.outlet is 'who published; null = not known';
comment on column stories.title is 'the headline';
comment on column stories.url is 'where it can be read';
comment on column stories.published_at is 'when it was published, as far as it says; null = not known';

comment on column outcomes.run_kind is 'ingest, analyse or digest';
comment on column outcomes.started_at is 'when the run began';
comment on column outcomes.subject_kind is 'feed, page, seed, article or mail';
comment on column outcomes.subject is 'which one';
comment on column outcomes.outcome is 'what became of it, by name';
comment on column outcomes.detail is 'what was found';
comment on column outcomes.hint is 'what to do';
comment on column outcomes.happened_at is 'when';
comment on column outcomes.run_id is 'the run';
