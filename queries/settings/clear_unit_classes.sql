-- Forget the unit_classes of the last run, before those of this one are stored.

delete from store.unit_classes;
