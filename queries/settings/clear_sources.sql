-- Forget the sources of the last run, before those of this one are stored.

delete from store.sources;
