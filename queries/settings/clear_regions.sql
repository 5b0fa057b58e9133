-- Forget the regions of the last run, before those of this one are stored.

delete from store.regions;
