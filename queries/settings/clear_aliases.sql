-- Forget the aliases of the last run, before those of this one are stored.

delete from store.aliases;
