-- Forget the volume rules of the last run, before those of this one are stored.

delete from store.volume_rules;
