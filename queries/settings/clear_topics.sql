-- Forget the topics of the last run, before those of this one are stored.

delete from store.topics;

delete from store.topic_terms;
